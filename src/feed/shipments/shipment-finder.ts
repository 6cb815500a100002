import { NONE } from '../../base/none.js';
import type { PackedStrings } from '../../domain/shipments.js';

/** Finds shipments by id; those asked for in the order of their file cost next to nothing. */
export class ShipmentFinder {
  private readonly bytes: Buffer;
  private next = 0; // row after the one found last
  private rows: Map<string, number> | undefined; // of all shipments, made when one is out of order

  constructor(private readonly ids: PackedStrings) {
    const { bytes } = ids;
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Row of an id, or NONE. */
  find(id: string): number {
    let row = this.next;
    if (row >= this.ids.count || this.idOf(row) !== id) row = this.allRows().get(id) ?? NONE;
    if (row !== NONE) this.next = row + 1;
    return row;
  }

  idOf(row: number): string {
    return this.bytes.toString('utf8', this.ids.start[row], this.ids.start[row + 1]);
  }

  private allRows(): Map<string, number> {
    this.rows ??= new Map(Array.from({ length: this.ids.count }, (_, row) => [this.idOf(row), row]));
    return this.rows;
  }
}
