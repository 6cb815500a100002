import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Context } from 'hono';
import type { ReceivedFile } from '../../wire/http/operation.js';
import type { RequestEnv } from '../context.js';
import { ProblemError } from '../http/problem-error.js';

/** A body in a file for temporary files, its hash, and how it is taken away again. */
export interface Received {
  readonly file: ReceivedFile;
  readonly hash: string; // SHA-256, hexadecimal
  readonly remove: () => Promise<void>;
}

/** Writes a body to a file as it arrives, so that a large one costs no memory. Throws when it is larger than it may be. */
export async function receiveFile(
  http: Context<RequestEnv>,
  { types, bytesMax }: { readonly types: readonly string[]; readonly bytesMax: number },
): Promise<Received> {
  const type = (http.req.header('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (!types.includes(type)) throw new ProblemError('wrong_content_type', `The body must be ${types.join(' or ')}.`);
  const folder = await mkdtemp(join(tmpdir(), 'interline-upload-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const path = join(folder, 'body');
  const hash = createHash('sha256');
  let bytes = 0;
  const measured = new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length;
      hash.update(chunk);
      if (bytes > bytesMax) done(new ProblemError('too_large', `The body may have ${bytesMax} bytes.`));
      else done(null, chunk);
    },
  });
  try {
    const body = http.req.raw.body;
    const source = body === null ? Readable.from([]) : Readable.fromWeb(body);
    await pipeline(source, measured, createWriteStream(path));
  } catch (error) {
    await remove();
    throw error;
  }
  return { file: { path, bytes }, hash: hash.digest('hex'), remove };
}
