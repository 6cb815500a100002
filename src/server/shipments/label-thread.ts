import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { LabelReply, LabelRequest, MadeLabels } from './label-messages.js';

interface Waiting {
  readonly resolve: (made: MadeLabels) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Sets labels in a thread of its own: a hundred of them take half a second, in which scans must be answered. The thread starts with the
 * first label, opens the fonts once, and does not keep the process alive.
 */
export class LabelThread {
  private worker: Worker | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;

  /** Makes labels. Rejects when they cannot be made, which is a fault of ours. */
  make(request: Omit<LabelRequest, 'id'>): Promise<MadeLabels> {
    const id = ++this.lastId;
    this.worker ??= this.start();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    this.worker.postMessage({ ...request, id } satisfies LabelRequest);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
    });
  }

  private start(): Worker {
    const worker = new Worker(new URL(`./label-worker${extname(import.meta.url)}`, import.meta.url));
    worker.on('message', (reply: LabelReply) => {
      const waiting = this.waiting.get(reply.id);
      this.waiting.delete(reply.id);
      if (reply.status === 'made') waiting?.resolve(reply);
      else waiting?.reject(new Error(`Labels cannot be made: ${reply.message}`));
    });
    worker.on('error', (error) => this.fail(error));
    worker.on('exit', () => this.fail(undefined));
    worker.unref();
    return worker;
  }

  /** The next label starts another thread. */
  private fail(cause: unknown): void {
    this.worker = undefined;
    for (const { reject } of this.waiting.values()) reject(new Error('The thread that makes labels ended.', { cause }));
    this.waiting.clear();
  }
}
