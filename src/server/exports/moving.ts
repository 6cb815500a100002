import type { ExportState } from '../../exporting/status/export-state.js';
import type { ExportRow } from '../../store/exports/exports.js';

/** An export as events go through it. */
export interface Moving {
  readonly row: ExportRow;
  kept: ExportState; // as the row has it
  state: ExportState;
  sinceMs: number;
  /** Keys of events that are kept already. */
  readonly known: Set<string>;
}
