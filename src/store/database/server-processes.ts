import { sql } from 'kysely';
import type { Tx } from './store.js';

/** Notes that a process is there, forgets those that were not seen since an instant, and counts those that were, itself among them. */
export async function countProcesses(
  tx: Tx,
  { id, now, since }: { readonly id: string; readonly now: Date; readonly since: Date },
): Promise<number> {
  const { rows } = await sql<{ others: number }>`
    with own as (
      insert into server_processes (id, seen_at) values (${id}, ${now})
      on conflict (id) do update set seen_at = excluded.seen_at
    ), gone as (
      delete from server_processes where seen_at < ${since} and id <> ${id}
    )
    select count(*)::int4 as others from server_processes where seen_at >= ${since} and id <> ${id}`.execute(tx);
  return 1 + (rows[0]?.others ?? 0);
}

/** Forgets a process that ends. */
export async function forgetProcess(tx: Tx, id: string): Promise<void> {
  await sql`delete from server_processes where id = ${id}`.execute(tx);
}
