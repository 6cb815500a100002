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

/** How long one thing that is asked may take, and what each session begins with. */
export interface EmbeddedLimit {
  readonly queryMs: number;
  readonly setup: string;
}

/** PostgreSQL's code for a query that was cancelled. */
const CANCELLED = '57014';

/** The embedded database in its thread: one session, which all queries share. */
export class EmbeddedThread {
  /** Which session this is: another one begins after a query that took too long, and knows of no transaction before it. */
  session = 1;
  private readonly waiting = new Map<number, Waiting>(); // in the order of asking, in which they are answered
  private lastId = 0;
  private failure: Error | undefined;
  private limit: EmbeddedLimit | undefined;
  private timer: NodeJS.Timeout | undefined;
  private reopening: Promise<void> | undefined;
  private closing: Promise<void> | undefined;

  private constructor(
    private worker: Worker,
    private readonly folder: string | undefined, // of its files
    private readonly lock: FolderLock | undefined,
  ) {
    this.listen(worker);
  }

  /** Opens, and makes if need be, the database in a folder, or one in memory. Rejects when the folder is in use. */
  static async open({ folder, dump }: Partial<EmbeddedStart>): Promise<EmbeddedThread> {
    if (folder !== undefined) mkdirSync(folder, { recursive: true });
    const lock = folder === undefined ? undefined : lockFolder(folder);
    const dataFolder = folder === undefined ? undefined : `${folder}/data`;
    try {
      return new EmbeddedThread(await startWorker({ folder: dataFolder, dump }), dataFolder, lock);
    } catch (error) {
      lock?.release();
      const place = folder === undefined ? 'in memory' : `in ${folder}`;
      throw new Error(`Cannot open the embedded database ${place}`, { cause: error });
    }
  }

  /**
   * From now on nothing may take longer than a limit. The thread cannot be interrupted, so it is ended and the database opened anew, as
   * after a crash: whatever was not committed is undone. A database in memory would be gone, so it has no limit.
   */
  async limitQueries(limit: EmbeddedLimit): Promise<void> {
    await this.script(limit.setup);
    if (this.folder === undefined) return;
    this.limit = limit;
    this.timer = setTimeout(() => this.overdue(), limit.queryMs);
    this.timer.unref();
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

  /** Shuts the database down and ends its thread, once however often it is asked to. */
  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  private async end(): Promise<void> {
    await this.reopening;
    clearTimeout(this.timer);
    this.limit = undefined;
    if (this.failure === undefined) await this.ask({ kind: 'close' });
    await this.worker.terminate();
    this.lock?.release();
  }

  private async ask(asked: Asked): Promise<unknown> {
    if (this.reopening !== undefined) await this.reopening;
    return this.send(asked);
  }

  private send(asked: Asked): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.failure !== undefined) {
        reject(this.failure);
        return;
      }
      if (this.waiting.size === 0) this.timer?.refresh();
      const id = ++this.lastId;
      this.waiting.set(id, { resolve, reject });
      const request: EmbeddedRequest = { ...asked, id };
      this.worker.postMessage(request, []);
    });
  }

  private listen(worker: Worker): void {
    const { session } = this;
    const isPresent = (): boolean => this.session === session;
    worker.on('message', (reply: EmbeddedReply) => {
      if (isPresent()) this.settle(reply);
    });
    worker.on('error', (error) => {
      if (isPresent()) this.fail(new Error('The embedded database failed.', { cause: error }));
    });
    worker.on('exit', () => {
      if (isPresent()) this.fail(new Error('The embedded database is closed.'));
    });
  }

  private settle(reply: EmbeddedReply): void {
    const waiting = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    this.timer?.refresh();
    if ('error' in reply) waiting?.reject(errorOf(reply.error));
    else waiting?.resolve(reply.result);
  }

  /** The first of what waits has taken too long; the others have not begun. */
  private overdue(): void {
    const { limit } = this;
    if (limit === undefined || this.waiting.size === 0 || this.reopening !== undefined) return;
    const message = `It took the embedded database longer than ${limit.queryMs} ms, and was undone.`;
    const others = new Error('Another query took too long, and the embedded database was opened anew.');
    const [first, ...rest] = this.waiting.values();
    this.waiting.clear();
    this.session++;
    this.reopening = this.reopen(limit).finally(() => {
      this.reopening = undefined;
    });
    first?.reject(Object.assign(new Error(message), { code: CANCELLED }));
    for (const { reject } of rest) reject(others);
  }

  private async reopen({ setup }: EmbeddedLimit): Promise<void> {
    try {
      await this.worker.terminate();
      this.worker = await startWorker({ folder: this.folder, dump: undefined });
      this.listen(this.worker);
      await this.send({ kind: 'script', sql: setup });
    } catch (error) {
      this.fail(new Error('The embedded database could not be opened anew.', { cause: error }));
    }
  }

  /** Nothing that was asked will be answered any more. */
  private fail(error: Error): void {
    this.failure ??= error;
    for (const { reject } of this.waiting.values()) reject(this.failure);
    this.waiting.clear();
  }
}

async function startWorker(workerData: EmbeddedStart): Promise<Worker> {
  const entry = new URL(`./embedded-worker${extname(import.meta.url)}`, import.meta.url);
  const worker = new Worker(entry, { workerData });
  await new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve());
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('its thread ended')));
  });
  return worker;
}

function errorOf({ message, ...details }: EmbeddedFailure): Error {
  return Object.assign(new Error(message), details);
}
