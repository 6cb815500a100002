/**
 * Typed columns as bytes, with a header in JSON before them: what pages draw thousands of things from, without parsing a text. Each
 * integer is written as its difference to the one before it, and bytes of one place stand together, because so a column that runs
 * on or repeats is nearly nothing after compression.
 */

/** Kinds of columns. All are whole numbers; differences wrap around. */
const KINDS = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, i32: Int32Array } as const;
type Kind = keyof typeof KINDS;

export type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array;

/** Columns by name, and what they are about. */
export interface Columns {
  readonly header: unknown;
  readonly columns: Readonly<Record<string, Column>>;
}

interface ColumnHead {
  readonly name: string;
  readonly kind: Kind;
  readonly length: number;
}

/** Writes columns: four bytes with the header's length, the header, then each column's planes of bytes, lowest first. */
export function packColumns({ header, columns }: Columns): Uint8Array<ArrayBuffer> {
  const heads = Object.entries(columns).map(([name, column]): ColumnHead => ({
    name,
    kind: kindOf(column),
    length: column.length,
  }));
  const head = new TextEncoder().encode(JSON.stringify({ header, columns: heads }));
  const dataBytes = Object.values(columns).reduce((sum, column) => sum + column.byteLength, 0);
  const packed = new Uint8Array(4 + head.length + dataBytes);
  new DataView(packed.buffer).setUint32(0, head.length, true);
  packed.set(head, 4);
  let at = 4 + head.length;
  for (const column of Object.values(columns)) {
    const width = column.BYTES_PER_ELEMENT;
    let before = 0;
    for (let row = 0; row < column.length; row++) {
      const difference = (column[row] - before) | 0;
      before = column[row];
      for (let plane = 0; plane < width; plane++) {
        packed[at + plane * column.length + row] = (difference >>> (8 * plane)) & 0xff;
      }
    }
    at += column.byteLength;
  }
  return packed;
}

/** Reads what `packColumns` wrote. Throws where the bytes are something else. */
export function unpackColumns(bytes: Uint8Array): Columns {
  const { header, columns: heads } = JSON.parse(headText(bytes)) as { header: unknown; columns: ColumnHead[] };
  const columns: Record<string, Column> = {};
  let at = 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  for (const { name, kind, length } of heads) {
    const column = new KINDS[kind](length);
    const width = column.BYTES_PER_ELEMENT;
    if (at + length * width > bytes.length) throw new Error(`The column ${name} is cut off.`);
    let value = 0;
    for (let row = 0; row < length; row++) {
      let difference = 0;
      for (let plane = 0; plane < width; plane++) difference |= bytes[at + plane * length + row] << (8 * plane);
      value = (value + difference) | 0;
      column[row] = value; // wraps around to the column's width
    }
    at += length * width;
    columns[name] = column;
  }
  return { header, columns };
}

/** The header alone. */
export function headerOf(bytes: Uint8Array): unknown {
  return (JSON.parse(headText(bytes)) as { header: unknown }).header;
}

/** The same columns under another header. */
export function withHeader(bytes: Uint8Array, header: unknown): Uint8Array<ArrayBuffer> {
  const text = headText(bytes);
  const { columns } = JSON.parse(text) as { columns: ColumnHead[] };
  const head = new TextEncoder().encode(JSON.stringify({ header, columns }));
  const rest = bytes.subarray(4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true));
  const packed = new Uint8Array(4 + head.length + rest.length);
  new DataView(packed.buffer).setUint32(0, head.length, true);
  packed.set(head, 4);
  packed.set(rest, 4 + head.length);
  return packed;
}

function headText(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint32(0, true) > bytes.length - 4) throw new Error('These bytes hold no columns.');
  return new TextDecoder().decode(bytes.subarray(4, 4 + view.getUint32(0, true)));
}

function kindOf(column: Column): Kind {
  const found = (Object.keys(KINDS) as Kind[]).find((kind) => column instanceof KINDS[kind]);
  if (found === undefined) throw new Error('A column must hold whole numbers.');
  return found;
}
