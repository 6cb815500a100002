import {
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely';
import type { EmbeddedThread } from './embedded-thread.js';

/** Kysely's way to the embedded database. */
export function embeddedDialect(thread: EmbeddedThread): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new EmbeddedDriver(thread),
    createIntrospector: (database) => new PostgresIntrospector(database),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

/**
 * There is one session, so its connection is lent to one borrower at a time, in the order of asking. Otherwise a query of
 * one request would run inside the transaction of another, as its party.
 */
class EmbeddedDriver implements Driver {
  private readonly connection: EmbeddedConnection;
  private lent: Promise<void> = Promise.resolve();
  private giveBack: () => void = () => undefined;

  constructor(private readonly thread: EmbeddedThread) {
    this.connection = new EmbeddedConnection(thread);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.lent;
    let giveBack = (): void => undefined;
    this.lent = new Promise((resolve) => {
      giveBack = resolve;
    });
    await before;
    this.giveBack = giveBack;
    return this.connection;
  }

  async releaseConnection(): Promise<void> {
    this.giveBack();
  }

  /** Not waited for: the thread does one thing after another, and the next answer comes after this one's. */
  async beginTransaction(): Promise<void> {
    this.connection.session = this.thread.session;
    this.connection.begun = this.thread.script('begin');
    this.connection.begun.catch(() => undefined); // the next statement tells
  }

  /** PostgreSQL answers the commit of a transaction in which something failed by undoing it, without an error. */
  async commitTransaction(): Promise<void> {
    this.connection.refuseOther();
    this.connection.session = undefined;
    const { command } = await this.thread.query('commit', []);
    if (command === 'ROLLBACK') throw new Error('The transaction was undone: a statement in it had failed.');
  }

  async rollbackTransaction(): Promise<void> {
    const isOther = this.connection.session !== this.thread.session; // it was undone with its session
    this.connection.session = undefined;
    if (!isOther) await this.thread.script('rollback');
  }

  async destroy(): Promise<void> {
    await this.thread.close();
  }
}

class EmbeddedConnection implements DatabaseConnection {
  /** The start of the transaction that statements belong to. */
  begun: Promise<void> | undefined;
  /** The session in which the present transaction began; undefined outside of one. */
  session: number | undefined;

  constructor(private readonly thread: EmbeddedThread) {}

  /** A statement of a transaction that was undone must not be done by itself in another session. */
  refuseOther(): void {
    if (this.session === undefined || this.session === this.thread.session) return;
    throw new Error('The transaction was undone: something took the embedded database too long.');
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    this.refuseOther();
    const [{ rows, affected }] = await Promise.all([this.thread.query(sql, parameters), this.begun]);
    return { rows: rows as R[], ...(affected === undefined ? {} : { numAffectedRows: BigInt(affected) }) };
  }

  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    yield await Promise.reject(new Error('The embedded database does not stream rows.'));
  }
}
