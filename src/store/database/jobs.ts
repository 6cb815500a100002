import { sql } from 'kysely';
import type { Tx } from './store.js';
import type { Mode } from './column-types.js';

/** Something to be done later, by some server process. */
export interface NewJob {
  readonly id: string;
  readonly queue: string;
  /** At most one job of a queue and key waits, and at most one runs; undefined: any number. */
  readonly key: string | undefined;
  readonly data: unknown; // JSON
  readonly dueAt: Date;
}

/** A job that a process holds. */
export interface HeldJob {
  readonly id: string;
  readonly queue: string;
  /** For whom the transaction acted that added it; undefined: the service itself. */
  readonly partyId: string | undefined;
  readonly mode: Mode;
  readonly data: unknown;
  readonly attempt: number; // 1 for the first
}

/** A process that takes jobs. */
export interface JobHolder {
  readonly holder: string; // unlike any other process's
  readonly now: Date;
}

/** Adds a job in the transaction of whoever wants it; does nothing where one of its key waits, or its id is known. */
export async function addJob(tx: Tx, job: NewJob, now: Date): Promise<void> {
  const { id, queue, key = null, data, dueAt } = job;
  await sql`
    insert into jobs (id, queue, key, data, due_at, created_at)
    values (${id}, ${queue}, ${key}, ${JSON.stringify(data)}::jsonb, ${dueAt}, ${now})
    on conflict do nothing`.execute(tx);
}

/** Whether a job of a queue waits or runs whose data lack a key. */
export async function hasJobWithout(tx: Tx, queue: string, key: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from jobs where queue = ${queue} and state in ('waiting', 'running') and not (data ? ${key})) as found`.execute(
    tx,
  );
  return rows[0]?.found ?? false;
}

/**
 * Takes jobs that are due, up to so many of each queue, oldest first, and those whose process let its lease run out. Other
 * processes take others at the same time.
 */
export async function takeJobs(
  tx: Tx,
  { holder, now }: JobHolder,
  queues: readonly { readonly name: string; readonly count: number; readonly leaseSec: number }[],
): Promise<HeldJob[]> {
  const { rows } = await sql<JobRow>`
    with wanted as (
      select * from json_to_recordset(${JSON.stringify(queues)}::json) as (name text, count integer, "leaseSec" integer)
    ), taken as (
      select j.id, w."leaseSec" as lease_sec
      from wanted w
      cross join lateral (
        select id from (
          select id from jobs
          where queue = w.name and state = 'running' and leased_until < ${now}
          order by leased_until limit w.count for update skip locked
        ) as left_over
        union all
        select id from (
          select id from jobs
          where queue = w.name and state = 'waiting' and due_at <= ${now} and (key is null or not exists (
            select from jobs other where other.queue = jobs.queue and other.key = jobs.key and other.state = 'running'))
          order by due_at, id limit w.count for update skip locked
        ) as due
        limit w.count
      ) j
    )
    update jobs
    set state = 'running', attempts = attempts + 1, holder = ${holder},
      leased_until = ${now}::timestamptz + lease_sec * interval '1 second'
    from taken
    where jobs.id = taken.id
    returning jobs.id, queue, party_id, mode, data, attempts, due_at`.execute(tx);
  return rows
    .toSorted((a, b) => a.due_at.getTime() - b.due_at.getTime() || (a.id < b.id ? -1 : 1))
    .map(({ id, queue, party_id, mode, data, attempts }) => ({
      id,
      queue,
      partyId: party_id ?? undefined,
      mode: mode ?? 'live',
      data,
      attempt: attempts,
    }));
}

interface JobRow {
  readonly id: string;
  readonly queue: string;
  readonly party_id: string | null;
  readonly mode: Mode | null;
  readonly data: unknown;
  readonly attempts: number;
  readonly due_at: Date;
}

/** Holds a job on; false when another process has taken it meanwhile. */
export async function renewJob(tx: Tx, { holder, now }: JobHolder, id: string, leaseSec: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update jobs set leased_until = ${now}::timestamptz + ${leaseSec} * interval '1 second'
    where id = ${id} and holder = ${holder} and state = 'running'`.execute(tx);
  return numAffectedRows === 1n;
}

/** Ends a job that is held: done, or failed for good. */
export async function endJob(tx: Tx, { holder, now }: JobHolder, id: string, error: string | undefined): Promise<void> {
  await sql`
    update jobs set state = ${error === undefined ? 'done' : 'failed'}, ended_at = ${now}, error = ${error ?? null},
      holder = null, leased_until = null
    where id = ${id} and holder = ${holder} and state = 'running'`.execute(tx);
}

/**
 * Lets a job that is held wait again. Where another of its key waits already, that one will do the work, and this one is over.
 */
export async function putJobBack(
  tx: Tx,
  { holder, now }: JobHolder,
  { id, error, dueAt }: { readonly id: string; readonly error: string | undefined; readonly dueAt: Date },
): Promise<void> {
  await sql`
    update jobs set holder = null, leased_until = null, error = ${error ?? null},
      state = case when replaced then 'done' else 'waiting' end,
      due_at = case when replaced then due_at else ${dueAt} end,
      ended_at = case when replaced then ${now}::timestamptz end
    from (
      select exists (
        select from jobs other join jobs held on held.queue = other.queue and held.key = other.key
        where held.id = ${id} and other.state = 'waiting') as replaced
    ) as waiting
    where id = ${id} and holder = ${holder} and state = 'running'`.execute(tx);
}

/** Lets all leases run out, where no other process can hold a job. */
export async function releaseJobs(tx: Tx, now: Date): Promise<void> {
  await sql`update jobs set leased_until = ${now}::timestamptz - interval '1 second' where state = 'running'`.execute(
    tx,
  );
}

/** Forgets jobs that ended before an instant. */
export async function forgetJobs(tx: Tx, before: Date): Promise<void> {
  await sql`delete from jobs where ended_at < ${before}`.execute(tx);
}
