import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { EmbeddedThread } from '../embedded/embedded-thread.js';
import { migrate } from './migrate.js';
import { MIGRATIONS } from './migrations.js';

/** Folder of the package. */
const PGLITE = dirname(dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite')));

/** The files of an empty embedded database, made once for each schema: making one takes seconds, copying one does not. */
export async function embeddedTemplate(): Promise<Uint8Array> {
  const folder = join(PGLITE, '../../.cache/interline');
  const path = join(folder, `pglite-${schemaHash()}.tar`);
  if (existsSync(path)) return readFileSync(path);
  const thread = await EmbeddedThread.open({});
  await migrate(thread, MIGRATIONS);
  const dump = await thread.dump();
  await thread.close();
  mkdirSync(folder, { recursive: true });
  for (const old of readdirSync(folder)) if (old.endsWith('.tar')) rmSync(join(folder, old)); // of other schemas
  writeFileSync(`${path}.${process.pid}`, dump);
  renameSync(`${path}.${process.pid}`, path);
  return dump;
}

/** Names the schema, and what made it. */
export function schemaHash(): string {
  const text = JSON.stringify(MIGRATIONS) + readFileSync(join(PGLITE, 'package.json'), 'utf8');
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
