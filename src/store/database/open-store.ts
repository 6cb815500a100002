import { CompiledQuery, PostgresDialect, PostgresDriver, type PostgresDialectConfig } from 'kysely';
import pg from 'pg';
import { embeddedDialect } from '../embedded/embedded-dialect.js';
import { EmbeddedThread } from '../embedded/embedded-thread.js';
import { migrate, type SqlSession } from './migrate.js';
import { MIGRATIONS } from './migrations.js';
import { Store } from './store.js';
import { PARSERS } from './value-parsers.js';

/** Where the data is: on a PostgreSQL server, or in a folder of this machine. */
export type StorePlace = { readonly url: string } | { readonly folder: string };

const CONNECTIONS_MAX = 20;
const CONNECT_MS = 10_000;
/** No query of ours takes as long; one that does holds up others. */
const STATEMENT_MS = 30_000;

/** Opens the database and brings its schema up to date. Rejects when it cannot be reached, is in use, or is newer. */
export async function openStore(place: StorePlace): Promise<Store> {
  return 'url' in place ? openServer(place.url) : openEmbedded(await EmbeddedThread.open({ folder: place.folder }));
}

/** A store on an embedded database that is open; brings its schema up to date. */
export async function openEmbedded(thread: EmbeddedThread): Promise<Store> {
  try {
    await migrate(thread, MIGRATIONS);
    await thread.limitQueries({ queryMs: STATEMENT_MS, setup: 'set role interline_app' });
  } catch (error) {
    await thread.close();
    throw error;
  }
  return new Store(embeddedDialect(thread), 'embedded', () => thread.close());
}

async function openServer(url: string): Promise<Store> {
  await migrateServer(url);
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS_MAX,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    idle_in_transaction_session_timeout: STATEMENT_MS,
    application_name: 'interline',
    options: '-c jit=off', // no statement of ours is worth compiling, whatever it is believed to cost
    types: { getTypeParser: parserOf },
  });
  pool.on('error', () => undefined); // an idle connection was lost; the next query makes another
  const dialect = new ServerDialect({
    pool,
    // Nothing runs with more rights than a request has, even outside a transaction that sets its role.
    onCreateConnection: async (connection) => {
      await connection.executeQuery(CompiledQuery.raw('set role interline_app'));
    },
  });
  return new Store(dialect, 'server');
}

/** A transaction begins with the statement that says for whom it acts, which saves a round trip. */
class ServerDialect extends PostgresDialect {
  constructor(private readonly config: PostgresDialectConfig) {
    super(config);
  }

  override createDriver(): PostgresDriver {
    return new ServerDriver(this.config);
  }
}

class ServerDriver extends PostgresDriver {
  override async beginTransaction(): Promise<void> {}
}

async function migrateServer(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS });
  try {
    await client.connect();
  } catch (error) {
    throw new Error('Cannot reach the PostgreSQL server that DATABASE_URL names', { cause: error });
  }
  const session: SqlSession = {
    query: (sql, parameters) => client.query<Record<string, unknown>>(sql, [...parameters]),
    script: async (sql) => {
      await client.query(sql);
    },
  };
  try {
    await migrate(session, MIGRATIONS);
  } finally {
    await client.end();
  }
}

/** The drivers' common reading of values; binary results are not asked for. */
function parserOf(oid: number): (text: string) => unknown {
  return PARSERS[oid] ?? pg.types.getTypeParser(oid, 'text');
}
