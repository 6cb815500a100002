import { assert } from '../../base/assert.js';

const BLOCK = 512;
const SIZE_MAX = 8 ** 11 - 1;

/** Files as one archive that every `tar` unpacks (POSIX.1-1988, ustar); the same files give the same bytes. */
export function tarArchive(
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
): Uint8Array<ArrayBuffer> {
  const blocks = files.flatMap(({ name, bytes }) => [
    header(name, bytes.length),
    bytes,
    Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK),
  ]);
  return Uint8Array.from(Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]));
}

function header(name: string, size: number): Buffer {
  assert(Buffer.byteLength(name) < 100 && size <= SIZE_MAX, `${name} does not fit into an archive`);
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, '0')}\0`;
  block.write(name, 0);
  block.write(octal(0o644, 7), 100); // who may read it
  block.write(octal(0, 7), 108); // owner and group
  block.write(octal(0, 7), 116);
  block.write(octal(size, 11), 124);
  block.write(octal(0, 11), 136); // no time, so that the same files give the same bytes
  block.write(' '.repeat(8), 148); // the sum counts its own place as spaces
  block.write('0', 156); // a plain file
  block.write('ustar', 257);
  block.write('00', 263); // its version
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${octal(sum, 6)} `, 148);
  return block;
}
