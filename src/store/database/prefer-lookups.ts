import { sql } from 'kysely';
import type { Tx } from './store.js';

/**
 * For the rest of a transaction that reads a page: rows come along the index that has their order, and what a policy asks of another
 * table is looked up for each row of the page. With more memory PostgreSQL may read all that the party sees of the other table first,
 * because it reckons with all rows instead of a page; and because policies say again what the page asks, it takes a party to have far
 * fewer rows than it has, and would gather them all through bitmaps and sort them.
 */
export async function preferLookups(tx: Tx): Promise<void> {
  await sql`select set_config('work_mem', '64kB', true), set_config('enable_bitmapscan', 'off', true)`.execute(tx);
}
