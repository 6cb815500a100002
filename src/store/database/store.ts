import { Kysely, sql, type Dialect, type RawBuilder, type Transaction } from 'kysely';
import type { Tables } from './tables.js';
import type { Mode } from './column-types.js';

/** A transaction, within which everything in `src/store` reads and writes. */
export type Tx = Transaction<Tables>;

/** For whom a transaction acts. */
export interface Acting {
  readonly partyId: string | undefined; // nobody sees anything
  readonly mode: Mode;
}

/**
 * The database. Outside its methods nothing is read or written, and each of them runs one transaction in a role that row-level
 * security holds for.
 */
export class Store {
  private readonly database: Kysely<Tables>;

  constructor(
    dialect: Dialect,
    readonly kind: 'embedded' | 'server',
    /** Ends what the dialect stands on. */
    private readonly release: () => Promise<void> = async () => undefined,
  ) {
    this.database = new Kysely<Tables>({ dialect });
  }

  /** Runs `body` in a transaction that sees and may write what a party may. */
  asParty<T>({ partyId, mode }: Acting, body: (tx: Tx) => Promise<T>): Promise<T> {
    return this.inRole('interline_app', body, partyId ?? '', mode);
  }

  /** Runs `body` in a transaction that may find out who is asking: keys, sessions, users, organisations. */
  asGate<T>(body: (tx: Tx) => Promise<T>): Promise<T> {
    return this.inRole('interline_gate', body);
  }

  /** Runs `body` in a transaction that may take and end jobs, and find out what webhooks wait for, and nothing else. */
  asWorker<T>(body: (tx: Tx) => Promise<T>): Promise<T> {
    return this.inRole('interline_jobs', body);
  }

  /** Asks by one statement of its own, as nobody: what functions tell whoever may call them. */
  async ask<T>(statement: RawBuilder<T>): Promise<readonly T[]> {
    return (await statement.execute(this.database)).rows;
  }

  /** Rejects when the database does not answer. */
  async ping(): Promise<void> {
    await sql`select 1`.execute(this.database);
  }

  /** Waits for transactions under way, then closes. */
  async close(): Promise<void> {
    await this.database.destroy(); // which leaves a database alone that was never asked
    await this.release();
  }

  private inRole<T>(role: string, body: (tx: Tx) => Promise<T>, party = '', mode = ''): Promise<T> {
    // One statement, so that it costs one round trip; all three end with the transaction.
    const acting = sql`select set_config('role', ${sql.lit(role)}, true), set_config('app.party', ${sql.lit(party)}, true),
      set_config('app.mode', ${sql.lit(mode)}, true)`;
    return this.database.transaction().execute(async (tx) => {
      // With a server, `ServerDialect` leaves the beginning to this, so that both go at once.
      await (this.kind === 'server' ? sql`begin; ${acting}` : acting).execute(tx);
      return body(tx);
    });
  }
}

/** Lets the rest of a transaction act for another party; who does that must know why it may. */
export async function actAs(tx: Tx, partyId: string): Promise<void> {
  await sql`select set_config('app.party', ${partyId}, true)`.execute(tx);
}

/** Runs a part of a transaction of which nothing stays when it throws; the rest of the transaction may go on. */
export async function undoable<T>(tx: Tx, part: () => Promise<T>): Promise<T> {
  await sql`savepoint part`.execute(tx);
  try {
    const result = await part();
    await sql`release savepoint part`.execute(tx);
    return result;
  } catch (error) {
    await sql`rollback to savepoint part`.execute(tx);
    throw error;
  }
}

/** The party that a transaction acts for. */
export async function actingParty(tx: Tx): Promise<string | undefined> {
  const { rows } = await sql<{ party: string | null }>`select app_party() as party`.execute(tx);
  return rows[0]?.party ?? undefined;
}

/** PostgreSQL's code for a value that must be unique and is there already, with the name of the rule. */
export function brokenUniqueRule(error: unknown): string | undefined {
  const { code, constraint } = error as { readonly code?: string; readonly constraint?: string };
  return code === '23505' ? constraint : undefined;
}
