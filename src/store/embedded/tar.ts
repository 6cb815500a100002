/** One entry of an archive in the ustar format (POSIX.1-1988), as `tar` reads and writes it. */
export interface TarEntry {
  readonly path: string; // at most 100 bytes
  readonly kind: 'file' | 'folder';
  readonly bytes: number; // 0 of a folder
}

/** Entries are padded to whole blocks. */
export const TAR_BLOCK_BYTES = 512;

/** Two empty blocks end an archive. */
export const TAR_END_BYTES = 2 * TAR_BLOCK_BYTES;

/** Bytes that fill the last block of an entry. */
export function tarPaddingBytes(bytes: number): number {
  return (TAR_BLOCK_BYTES - (bytes % TAR_BLOCK_BYTES)) % TAR_BLOCK_BYTES;
}

/** The block before an entry's bytes. Throws when it cannot say the path or size. */
export function tarHeader({ path, kind, bytes }: TarEntry): Buffer {
  if (Buffer.byteLength(path) > 100) throw new Error(`The path ${path} is too long for an archive.`);
  if (bytes >= 8 ** 11) throw new Error(`${path} is too large for an archive.`);
  const header = Buffer.alloc(TAR_BLOCK_BYTES);
  header.write(path, 0);
  header.write(kind === 'file' ? '0000600' : '0000700', 100);
  header.write('0000000', 108);
  header.write('0000000', 116);
  header.write(bytes.toString(8).padStart(11, '0'), 124);
  header.write('00000000000', 136);
  header.write(kind === 'file' ? '0' : '5', 156);
  header.write('ustar\u000000', 257, 'latin1');
  header.write(`${checksumOf(header).toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

/** What a block says of the entry that follows; `end` of an empty one. Throws where it is no header. */
export function readTarHeader(block: Buffer): TarEntry | 'end' {
  if (block.every((byte) => byte === 0)) return 'end';
  const text = (from: number, length: number): string =>
    block
      .subarray(from, from + length)
      .toString('utf8')
      .replace(/\0.*$/s, '');
  const told = Number.parseInt(text(148, 8), 8);
  if (told !== checksumOf(block)) throw new Error('The archive is damaged: a header does not fit its checksum.');
  const bytes = Number.parseInt(text(124, 12), 8);
  const [path, type] = [text(0, 100), text(156, 1)];
  // A path that leads elsewhere would let an archive write anywhere.
  if (path.startsWith('/') || path.split('/').includes('..')) throw new Error(`The archive names ${path}.`);
  if (type !== '0' && type !== '5') throw new Error(`The archive has ${path}, which is neither file nor folder.`);
  return { path, kind: type === '0' ? 'file' : 'folder', bytes };
}

/** Sum of the bytes, with the checksum's own taken as spaces. */
function checksumOf(header: Buffer): number {
  let sum = 0;
  for (let at = 0; at < TAR_BLOCK_BYTES; at++) sum += at >= 148 && at < 156 ? 32 : header[at];
  return sum;
}
