import { test } from 'node:test';
import pg from 'pg';
import { migrate } from '../database/migrate.js';
import { MIGRATIONS } from '../database/migrations.js';
import { databaseForTest, NO_SERVER } from '../database/store-for-test.js';

/**
 * For tests: a PostgreSQL database that has taken all steps before the one that is named. `body` fills it, calls `takeRest` and looks at what
 * has become of it.
 */
export function testStep(
  name: string,
  step: string,
  body: (client: pg.Client, takeRest: () => Promise<unknown>) => Promise<void>,
): void {
  test(name, async (t) => {
    const url = await databaseForTest({ empty: true });
    if (url === undefined) {
      t.skip(NO_SERVER);
      return;
    }
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const session = {
      query: (sql: string, parameters: readonly unknown[]) =>
        client.query<Record<string, unknown>>(sql, [...parameters]),
      script: async (sql: string) => {
        await client.query(sql);
      },
    };
    const at = MIGRATIONS.findIndex((one) => one.name === step);
    await migrate(session, MIGRATIONS.slice(0, at));
    await body(client, () => migrate(session, MIGRATIONS));
    await client.end();
  });
}
