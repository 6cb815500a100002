import type { DuckDBConnection, DuckDBDataChunk, DuckDBVector } from '@duckdb/node-api';
import type { ShipmentRows } from '../shipments/shipment-rows.js';

/** DuckDB keeps texts of at most 12 bytes within a vector of 16 bytes a row, behind their length. */
const INLINE_BYTES = 12;
const ROW_BYTES = 16;
const PIECES_MAX = 4;

/**
 * The bytes of the column `shipment_id`. Where all ids are ASCII and not too long, they are fetched in pieces of 12
 * characters, which lie within the vector and need no call for each; otherwise string by string.
 */
export class IdPieces {
  private vectors: readonly DuckDBVector[] = [];
  private views: readonly DataView[] = [];
  private bytes: readonly Uint8Array[] = [];

  constructor(
    readonly rowCount: number,
    readonly byteCount: number,
    private readonly pieces: number, // 0: string by string
  ) {}

  /** Expressions for the select list. */
  get select(): string[] {
    if (this.pieces === 0) return ['shipment_id::varchar'];
    return Array.from(
      { length: this.pieces },
      (_, piece) => `substr(shipment_id::varchar, ${1 + piece * INLINE_BYTES}, ${INLINE_BYTES})`,
    );
  }

  /** Takes the pieces from a chunk's columns, the first at `column`. */
  open(chunk: DuckDBDataChunk, column: number): void {
    this.vectors = Array.from({ length: Math.max(1, this.pieces) }, (_, piece) =>
      chunk.getColumnVector(column + piece),
    );
    // Private to the library, as its numbers are: see `vectorItems`.
    this.views = this.vectors.map((vector) => (vector as unknown as { dataView: DataView }).dataView);
    this.bytes = this.views.map((view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  }

  /** Appends the id in a row of the chunk to the row that is added next. */
  append(row: number, rows: ShipmentRows): void {
    if (this.pieces === 0) {
      const bytes = Buffer.from(String(this.vectors[0].getItem(row) ?? ''));
      rows.appendId(bytes, 0, bytes.length);
      return;
    }
    const at = row * ROW_BYTES;
    for (let piece = 0; piece < this.pieces; piece++) {
      const length = this.views[piece].getUint32(at, true);
      if (length === 0) break;
      rows.appendId(this.bytes[piece], at + 4, at + 4 + length);
    }
  }
}

/** How the ids of a Parquet source are best fetched; ids that are null count as empty. */
export async function idPiecesOf(connection: DuckDBConnection, source: string, present: boolean): Promise<IdPieces> {
  const id = present ? "coalesce(shipment_id::varchar, '')" : "''";
  const measured = await connection.runAndReadAll(
    `select count(*), coalesce(max(strlen(${id})), 0), coalesce(sum(strlen(${id})), 0)::bigint,
      coalesce(bool_and(strlen(${id}) = length(${id}) and ${present ? 'shipment_id is not null' : 'true'}), true) from ${source}`,
  );
  const [rows, longest, bytes, plain] = measured.getRows()[0] as [bigint, bigint, bigint, boolean];
  const pieces = Math.max(1, Math.ceil(Number(longest) / INLINE_BYTES));
  return new IdPieces(Number(rows), Number(bytes), plain && pieces <= PIECES_MAX ? pieces : 0);
}
