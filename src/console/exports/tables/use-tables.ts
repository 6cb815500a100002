import { useAnswer, type Answered } from '../../client/use-answer.js';
import type { Tables } from './tables.js';

/** The tables that exports are checked by. */
export function useTables(): Answered<Tables> {
  return useAnswer(
    async (client, signal) => (await client.getExportTables({ signal })).body.tables as unknown as Tables,
    ['export-tables'],
  );
}
