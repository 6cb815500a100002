import { closeSync, fdatasyncSync, fsyncSync, openSync } from 'node:fs';
import type { PGlite, PGliteOptions } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/** What of Emscripten's file system on Node is used here; not part of PGlite's interface, so its version is pinned. */
interface EmscriptenFiles {
  readonly NODEFS: {
    readonly stream_ops: { fsync?: (stream: FileStream) => number };
    realPath(node: unknown): string;
  };
}

interface FileStream {
  readonly nfd?: number; // of an open file; directories have none
  readonly node: unknown;
}

/**
 * Files of an embedded database on disk, with working `fsync`. PGlite's own file system leaves it out, so that a commit
 * survives the end of the process but not of the power.
 */
export class DurableFileSystem extends NodeFS {
  /** Calls of fsync so far. */
  fsyncCount = 0;

  override async init(database: PGlite, options: Parameters<NodeFS['init']>[1]): ReturnType<NodeFS['init']> {
    const initialised = await super.init(database, options);
    initialised.emscriptenOpts.preRun?.push((module: unknown) => {
      const { NODEFS } = module as EmscriptenFiles;
      NODEFS.stream_ops.fsync = (stream) => {
        this.fsyncCount++;
        if (stream.nfd === undefined) syncFolder(NODEFS.realPath(stream.node));
        else fdatasyncSync(stream.nfd);
        return 0;
      };
    });
    return initialised;
  }
}

/**
 * PGlite starts PostgreSQL with `-F`, which turns fsync off. Its `fdatasync` is a stub, so the log is flushed by `fsync`. A log of
 * at most 256 MB bounds the time to open after a crash.
 */
export function durableStartParams(defaults: readonly string[]): NonNullable<PGliteOptions['startParams']> {
  return [...defaults.filter((param) => param !== '-F'), '-c', 'wal_sync_method=fsync', '-c', 'max_wal_size=256MB'];
}

function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
