import { inflateSync } from 'node:zlib';

const WOFF_SIGNATURE = 0x774f4646; // 'wOFF'
const WOFF_HEADER = 44;
const WOFF_ENTRY = 20;
const SFNT_HEADER = 12;
const SFNT_ENTRY = 16;

/**
 * The plain font that a WOFF file (W3C WOFF 1.0, sections 4 and 5) holds; other files stay as they are. The PDF writer
 * reads both, but unpacks a WOFF's tables again for every document, which takes most of a label's time.
 */
export function plainFont(file: Uint8Array): Uint8Array {
  const woff = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (woff.length < WOFF_HEADER || woff.readUInt32BE(0) !== WOFF_SIGNATURE) return file;
  const tableCount = woff.readUInt16BE(12);
  const header = Buffer.alloc(SFNT_HEADER + tableCount * SFNT_ENTRY);
  header.writeUInt32BE(woff.readUInt32BE(4), 0); // kind of outlines
  header.writeUInt16BE(tableCount, 4);
  const entrySelector = Math.floor(Math.log2(tableCount));
  header.writeUInt16BE(2 ** entrySelector * SFNT_ENTRY, 6);
  header.writeUInt16BE(entrySelector, 8);
  header.writeUInt16BE((tableCount - 2 ** entrySelector) * SFNT_ENTRY, 10);
  const parts: Buffer[] = [header];
  let offset = header.length;
  for (let table = 0; table < tableCount; table++) {
    const entry = WOFF_HEADER + table * WOFF_ENTRY;
    const data = tableData(woff, entry);
    const at = SFNT_HEADER + table * SFNT_ENTRY;
    woff.copy(header, at, entry, entry + 4); // tag
    woff.copy(header, at + 4, entry + 16, entry + 20); // checksum
    header.writeUInt32BE(offset, at + 8);
    header.writeUInt32BE(data.length, at + 12);
    const padding = Buffer.alloc((4 - (data.length % 4)) % 4);
    parts.push(data, padding);
    offset += data.length + padding.length;
  }
  return Buffer.concat(parts);
}

/** A table is packed unless that would not have made it smaller. */
function tableData(woff: Buffer, entry: number): Buffer {
  const [offset, packedLength, length] = [4, 8, 12].map((at) => woff.readUInt32BE(entry + at));
  const packed = woff.subarray(offset, (offset ?? 0) + (packedLength ?? 0));
  return packedLength === length ? packed : inflateSync(packed);
}
