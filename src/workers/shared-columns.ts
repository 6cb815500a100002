type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/**
 * A copy of plain data in which every typed array stands on shared memory, so that threads can be handed it without
 * copying. Arrays, maps and objects are copied deeply, everything else is kept.
 */
export function shareColumns<T>(value: T): T {
  return share(value) as T;
}

/** An empty shared column of the same kind and length as another. */
export function sharedFloats(length: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(length * 8));
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
  const kind = column.constructor as new (buffer: SharedArrayBuffer) => Column;
  const shared = new kind(new SharedArrayBuffer(column.byteLength));
  shared.set(column);
  return shared;
}
