import { closeSync, openSync, readSync } from 'node:fs';

/** Bytes from a file or from memory, in order. */
export interface ByteSource {
  /** Fills `into` from `offset` on; the number of bytes that were read, 0 at the end. */
  read(into: Uint8Array, offset: number): number;
  close(): void;
}

/** The bytes of a file, read as they are asked for. Throws when the file cannot be opened. */
export function fileSource(path: string): ByteSource {
  const file = openSync(path, 'r');
  return {
    read: (into, offset) => readSync(file, into, offset, into.length - offset, null),
    close: () => closeSync(file),
  };
}

/** Bytes that are in memory already. */
export function memorySource(bytes: Uint8Array): ByteSource {
  let position = 0;
  return {
    read: (into, offset) => {
      const count = Math.min(into.length - offset, bytes.length - position);
      into.set(bytes.subarray(position, position + count), offset);
      position += count;
      return count;
    },
    close: () => undefined,
  };
}
