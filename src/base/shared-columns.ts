type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/** The constructor of a column. */
export interface ColumnKind<T extends Column> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: SharedArrayBuffer): T;
}

/**
 * A copy of plain data in which every typed array stands on shared memory, so that threads can be handed it without
 * copying. Arrays, maps and objects are copied deeply, everything else is kept.
 */
export function shareColumns<T>(value: T): T {
  return share(value) as T;
}

/** A column of zeros on shared memory. */
export function sharedColumn<T extends Column>(kind: ColumnKind<T>, length: number): T {
  return new kind(new SharedArrayBuffer(length * kind.BYTES_PER_ELEMENT));
}

function share(value: unknown): unknown {
  if (isColumn(value)) return shareColumn(value);
  if (Array.isArray(value)) return value.map(share);
  if (value instanceof Map) return new Map(Array.from(value, ([key, part]) => [key, share(part)]));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, share(part)]));
  }
  return value;
}

function isColumn(value: unknown): value is Column {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

function shareColumn(column: Column): Column {
  if (column.buffer instanceof SharedArrayBuffer) return column;
  const shared = sharedColumn(column.constructor as unknown as ColumnKind<Column>, column.length);
  shared.set(column);
  return shared;
}
