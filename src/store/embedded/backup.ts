import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { open, readdir, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { lockFolder } from './folder-lock.js';
import { readTarHeader, TAR_BLOCK_BYTES, TAR_END_BYTES, tarHeader, tarPaddingBytes, type TarEntry } from './tar.js';

/** What was written or read back. */
export interface ArchivedFolder {
  readonly fileCount: number;
  readonly bytes: number; // of the files, not packed
}

/** Where the files of an embedded database are, below its folder. */
const DATA = 'data';

/** True when a folder has an embedded database. */
export function hasEmbeddedDatabase(folder: string): boolean {
  return existsSync(join(folder, DATA, 'PG_VERSION'));
}

/**
 * Writes the embedded database in a folder into one file, `.tar.gz`, that is there whole or not at all. Holds the folder's
 * lock meanwhile, so that nothing changes; rejects when a server has it. Needs little memory, however large the database.
 */
export async function backUpFolder(folder: string, file: string): Promise<ArchivedFolder> {
  const lock = lockFolder(folder);
  const partial = `${file}.partial`;
  try {
    const counted = { fileCount: 0, bytes: 0 };
    await pipeline(
      Readable.from(archiveOf(join(folder, DATA), counted)),
      createGzip({ level: 1 }), // a third of the time of the usual level, for a tenth more bytes
      createWriteStream(partial, { flush: true }),
    );
    renameSync(partial, file);
    return counted;
  } finally {
    rmSync(partial, { force: true });
    lock.release();
  }
}

/**
 * Makes the embedded database of a file that `backUpFolder` wrote, in a folder that has none. Rejects, leaving no database,
 * when the file is cut short or damaged.
 */
export async function restoreFolder(file: string, folder: string): Promise<ArchivedFolder> {
  mkdirSync(folder, { recursive: true });
  const lock = lockFolder(folder);
  const partial = join(folder, `${DATA}.restoring`);
  const counted = { fileCount: 0, bytes: 0 };
  const reader = new ArchiveReader(partial, counted);
  try {
    if (existsSync(join(folder, DATA))) throw new Error(`There is a database in ${folder} already.`);
    rmSync(partial, { recursive: true, force: true });
    mkdirSync(partial, { mode: 0o700 });
    await pipeline(createReadStream(file), createGunzip(), async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) await reader.take(chunk);
      await reader.end();
    });
    renameSync(partial, join(folder, DATA));
    return counted;
  } catch (error) {
    throw new Error(`Cannot restore ${file} into ${folder}`, { cause: error });
  } finally {
    await reader.close();
    rmSync(partial, { recursive: true, force: true });
    lock.release();
  }
}

/** The archive of a folder, piece by piece. */
async function* archiveOf(root: string, counted: { fileCount: number; bytes: number }): AsyncGenerator<Buffer> {
  const entries = await readdir(root, { withFileTypes: true, recursive: true });
  const paths = entries.map((entry) => ({
    path: join(entry.parentPath, entry.name).slice(root.length + 1),
    kind: entry.isDirectory() ? ('folder' as const) : ('file' as const),
  }));
  paths.sort((a, b) => (a.path < b.path ? -1 : 1)); // a folder before what is in it
  for (const { path, kind } of paths) {
    const bytes = kind === 'file' ? statSync(join(root, path)).size : 0;
    yield tarHeader({ path, kind, bytes });
    if (kind === 'folder') continue;
    if (bytes > 0) yield* createReadStream(join(root, path)) as AsyncIterable<Buffer>;
    yield Buffer.alloc(tarPaddingBytes(bytes));
    counted.fileCount++;
    counted.bytes += bytes;
  }
  yield Buffer.alloc(TAR_END_BYTES);
}

/** Writes the entries of an archive that arrives in chunks of any size. */
class ArchiveReader {
  private header = Buffer.alloc(0);
  private entry: TarEntry | undefined;
  private file: FileHandle | undefined;
  private leftBytes = 0; // of the entry
  private paddingBytes = 0;
  private ended = false;
  private taking: Promise<void> = Promise.resolve();

  constructor(
    private readonly root: string,
    private readonly counted: { fileCount: number; bytes: number },
  ) {}

  take(chunk: Buffer): Promise<void> {
    this.taking = this.write(chunk);
    return this.taking;
  }

  private async write(chunk: Buffer): Promise<void> {
    let at = 0;
    while (at < chunk.length && !this.ended) {
      if (this.leftBytes > 0) {
        const part = chunk.subarray(at, at + this.leftBytes);
        await this.file?.writeFile(part);
        this.leftBytes -= part.length;
        at += part.length;
      } else if (this.paddingBytes > 0) {
        const skipped = Math.min(this.paddingBytes, chunk.length - at);
        this.paddingBytes -= skipped;
        at += skipped;
      } else {
        const missing = TAR_BLOCK_BYTES - this.header.length;
        this.header = Buffer.concat([this.header, chunk.subarray(at, at + missing)]);
        at += Math.min(missing, chunk.length - at);
        if (this.header.length === TAR_BLOCK_BYTES) await this.begin();
      }
      if (this.leftBytes === 0) await this.finish();
    }
  }

  /** Throws when the archive was cut short. */
  async end(): Promise<void> {
    await this.finish();
    if (!this.ended) throw new Error('The archive is cut short.');
  }

  /** Lets go of a file that was being written. A damaged archive ends while a chunk of it is still being written. */
  async close(): Promise<void> {
    await this.taking.catch(() => undefined); // whoever took it knows
    await this.closeFile();
  }

  private async closeFile(): Promise<void> {
    await this.file?.close();
    this.file = undefined;
  }

  private async begin(): Promise<void> {
    const entry = readTarHeader(this.header);
    this.header = Buffer.alloc(0);
    if (entry === 'end') {
      this.ended = true;
      return;
    }
    this.entry = entry;
    this.leftBytes = entry.bytes;
    this.paddingBytes = tarPaddingBytes(entry.bytes);
    if (entry.kind === 'folder') mkdirSync(join(this.root, entry.path), { mode: 0o700 });
    else this.file = await open(join(this.root, entry.path), 'wx', 0o600);
  }

  private async finish(): Promise<void> {
    if (this.entry === undefined) return;
    if (this.leftBytes > 0) throw new Error('The archive is cut short.');
    if (this.file !== undefined) {
      await this.file.sync();
      await this.closeFile();
      this.counted.fileCount++;
      this.counted.bytes += this.entry.bytes;
    }
    this.entry = undefined;
  }
}
