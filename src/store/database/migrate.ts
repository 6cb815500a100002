import { createHash } from 'node:crypto';
import type { Migration } from './migrations.js';

/** One session of a database, below Kysely. */
export interface SqlSession {
  query(sql: string, parameters: readonly unknown[]): Promise<{ readonly rows: readonly Record<string, unknown>[] }>;
  /** Several statements without parameters. */
  script(sql: string): Promise<void>;
}

/** Any number will do that no other program takes on this server; several servers start at once, one migrates. */
const LOCK = 7_401_966_213;

/**
 * Takes the steps that a database lacks, all of them or none, and returns their names. Throws when the database was made
 * by a newer version, or a step it took has been changed since.
 */
export async function migrate(session: SqlSession, migrations: readonly Migration[]): Promise<string[]> {
  await session.script('begin');
  try {
    await session.query('select pg_advisory_xact_lock($1)', [LOCK]);
    await session.script(TABLE);
    const { rows } = await session.query('select name, checksum from migrations order by name', []);
    const taken = rows.map(({ name, checksum }) => ({ name: String(name), checksum: String(checksum) }));
    checkTaken(taken, migrations);
    const pending = migrations.slice(taken.length);
    for (const { name, sql } of pending) {
      await session.script(`${sql};\nset local role none;`);
      await session.query('insert into migrations (name, checksum) values ($1, $2)', [name, checksumOf(sql)]);
    }
    await session.script('commit');
    return pending.map(({ name }) => name);
  } catch (error) {
    await session.script('rollback');
    throw error;
  }
}

const TABLE = `
create table if not exists migrations (
  name text collate "C" primary key,
  checksum text not null,
  applied_at timestamptz not null default now()
)`;

function checkTaken(
  taken: readonly { readonly name: string; readonly checksum: string }[],
  migrations: readonly Migration[],
): void {
  taken.forEach(({ name, checksum }, index) => {
    const known = migrations[index];
    if (known?.name !== name) {
      throw new Error(`The database has taken step ${name}, which this version does not know. Run a newer Interline.`);
    }
    if (checksumOf(known.sql) !== checksum) {
      throw new Error(`Step ${name} of the schema has changed since the database took it. Steps are never edited.`);
    }
  });
}

/** SHA-256 of a step's text. */
export function checksumOf(sql: string): string {
  return createHash('sha256').update(sql).digest('hex');
}
