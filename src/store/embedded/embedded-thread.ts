import { mkdirSync } from 'node:fs';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { lockFolder, type FolderLock } from './folder-lock.js';
import type {
  EmbeddedFailure,
  EmbeddedReply,
  EmbeddedRequest,
  EmbeddedRows,
  EmbeddedStart,
} from './embedded-messages.js';

/** A request without its number. */
type Asked = EmbeddedRequest extends infer R ? (R extends { id: number } ? Omit<R, 'id'> : never) : never;

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The embedded database in its thread: one session, which all queries share. */
export class EmbeddedThread {
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;
  private failure: Error | undefined;

  private constructor(
    private readonly worker: Worker,
    private readonly lock: FolderLock | undefined,
  ) {
    worker.on('message', (reply: EmbeddedReply) => this.settle(reply));
    worker.on('error', (error) => this.fail(new Error('The embedded database failed.', { cause: error })));
    worker.on('exit', () => this.fail(new Error('The embedded database is closed.')));
  }

  /** Opens, and makes if need be, the database in a folder, or one in memory. Rejects when the folder is in use. */
  static async open({ folder, dump }: Partial<EmbeddedStart>): Promise<EmbeddedThread> {
    if (folder !== undefined) mkdirSync(folder, { recursive: true });
    const lock = folder === undefined ? undefined : lockFolder(folder);
    const dataFolder = folder === undefined ? undefined : `${folder}/data`;
    const workerData: EmbeddedStart = { folder: dataFolder, dump };
    const entry = new URL(`./embedded-worker${extname(import.meta.url)}`, import.meta.url);
    const worker = new Worker(entry, { workerData });
    try {
      await new Promise<void>((resolve, reject) => {
        worker.once('message', () => resolve());
        worker.once('error', reject);
        worker.once('exit', () => reject(new Error('its thread ended')));
      });
    } catch (error) {
      lock?.release();
      const place = folder === undefined ? 'in memory' : `in ${folder}`;
      throw new Error(`Cannot open the embedded database ${place}`, { cause: error });
    }
    return new EmbeddedThread(worker, lock);
  }

  /** Runs one statement. Rejects with an error that has PostgreSQL's `code` and `constraint`. */
  async query(sql: string, parameters: readonly unknown[]): Promise<EmbeddedRows> {
    return (await this.ask({ kind: 'query', sql, parameters })) as EmbeddedRows;
  }

  /** Runs several statements without parameters. */
  async script(sql: string): Promise<void> {
    await this.ask({ kind: 'script', sql });
  }

  /** All files of the database as one archive, from which another can be opened. */
  async dump(): Promise<Uint8Array> {
    return (await this.ask({ kind: 'dump' })) as Uint8Array;
  }

  /** How often files were flushed to disk so far. */
  async fsyncCount(): Promise<number> {
    return (await this.ask({ kind: 'fsyncs' })) as number;
  }

  /** Shuts the database down and ends its thread. */
  async close(): Promise<void> {
    if (this.failure === undefined) await this.ask({ kind: 'close' });
    await this.worker.terminate();
    this.lock?.release();
  }

  private ask(asked: Asked): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.failure !== undefined) {
        reject(this.failure);
        return;
      }
      const id = ++this.lastId;
      this.waiting.set(id, { resolve, reject });
      const request: EmbeddedRequest = { ...asked, id };
      this.worker.postMessage(request, []);
    });
  }

  private settle(reply: EmbeddedReply): void {
    const waiting = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if ('error' in reply) waiting?.reject(errorOf(reply.error));
    else waiting?.resolve(reply.result);
  }

  /** Nothing that was asked will be answered any more. */
  private fail(error: Error): void {
    this.failure ??= error;
    for (const { reject } of this.waiting.values()) reject(this.failure);
    this.waiting.clear();
  }
}

function errorOf({ message, ...details }: EmbeddedFailure): Error {
  return Object.assign(new Error(message), details);
}
