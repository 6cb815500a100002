import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { assert } from '../../base/assert.js';
import { PARSERS } from '../database/value-parsers.js';
import { DurableFileSystem, durableStartParams } from './durable-file-system.js';
import type {
  EmbeddedFailure,
  EmbeddedReply,
  EmbeddedRequest,
  EmbeddedRows,
  EmbeddedStart,
} from './embedded-messages.js';

/** Entry of the thread that holds the embedded database, so that no query blocks the server's own thread. */
assert(parentPort !== null, 'this file is the entry of a thread');
const port = parentPort;
const { folder, dump } = workerData as EmbeddedStart;
const files = folder === undefined ? undefined : new DurableFileSystem(folder);
const database = await PGlite.create({
  parsers: PARSERS,
  ...(dump === undefined ? {} : { loadDataDir: new Blob([new Uint8Array(dump)]) }),
  ...(files === undefined ? {} : { fs: files, startParams: durableStartParams(PGlite.defaultStartParams) }),
});
port.postMessage('open');
port.on('message', (request: EmbeddedRequest) => {
  answer(request).then(
    (result) => reply({ id: request.id, result }),
    (error: unknown) => reply({ id: request.id, error: failureOf(error) }),
  );
});

function reply(message: EmbeddedReply): void {
  port.postMessage(message);
}

/** One at a time, in the order of asking: PGlite queues what arrives meanwhile. */
function answer(request: EmbeddedRequest): Promise<unknown> {
  if (request.kind === 'query') return query(request.sql, request.parameters);
  if (request.kind === 'script') return database.exec(request.sql).then(() => undefined);
  if (request.kind === 'dump') return dumpFiles();
  if (request.kind === 'fsyncs') return Promise.resolve(files?.fsyncCount ?? 0);
  return database.close();
}

async function query(sql: string, parameters: readonly unknown[]): Promise<EmbeddedRows> {
  const { rows, affectedRows, command } = await database.query<Record<string, unknown>>(sql, [...parameters]);
  return { rows, affected: affectedRows, command };
}

async function dumpFiles(): Promise<Uint8Array> {
  const archive = await database.dumpDataDir('none');
  return new Uint8Array(await archive.arrayBuffer());
}

function failureOf(error: unknown): EmbeddedFailure {
  const { message, code, constraint, table, detail } = error as EmbeddedFailure;
  return { message, code, constraint, table, detail };
}
