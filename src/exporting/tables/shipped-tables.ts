import { readFileSync } from 'node:fs';
import type { ExportTables } from './export-tables.js';
import { readExportTables } from './read-tables.js';

let read: ExportTables | undefined;

/** Tables that come with the project, `data/export-tables.json`, read once; a carrier's own take the place of each. */
export function shippedTables(): ExportTables {
  read ??= readExportTables(readFileSync(new URL('../../../data/export-tables.json', import.meta.url), 'utf8'));
  return read;
}
