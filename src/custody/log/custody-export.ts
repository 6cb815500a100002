/** What the first line of a file of custody logs calls itself. */
export const CUSTODY_EXPORT = 'interline-custody-logs-1';

/** The first line. */
export interface CustodyExportStart {
  readonly format: typeof CUSTODY_EXPORT;
  readonly party: string; // code; of a shipper its id
  readonly mode: 'live' | 'test';
  readonly exported_at: string; // RFC 3339
}

/** The last line. */
export interface CustodyExportEnd {
  readonly logs: number;
  readonly sha256: string; // hex, of all lines before it
}
