import { readFileSync } from 'node:fs';
import type { WorkspaceReading } from '../../feed/read-workspace.js';
import type { ServerContext } from '../context.js';
import { enqueue } from '../jobs/enqueue.js';
import { signExampleAgreement } from './example-agreement.js';
import { hasExample, type ExampleFiles } from './read-example.js';

const DAY_MS = 86_400_000;

/** The day before an example's first one, or now if that is earlier. */
export function storyBegin({ workspace }: ServerContext['reference'], now: Date): Date {
  return new Date(Math.min(now.getTime(), workspace.calendar.startMs - DAY_MS));
}

/**
 * What the first start of a synthetic workspace does: its carriers have signed its agreement before its first day, and its day is made
 * by a job. False where there is no agreement, or another server was first.
 */
export async function beginExample(
  server: Pick<ServerContext, 'store' | 'reference'>,
  { agreementFile }: Pick<WorkspaceReading, 'agreementFile'>,
  { example, now }: { readonly example: ExampleFiles | undefined; readonly now: Date },
): Promise<boolean> {
  if (agreementFile === undefined) return false;
  const signedAt = storyBegin(server.reference, now);
  return signExampleAgreement(server, readFileSync(agreementFile, 'utf8'), signedAt, async (tx) => {
    if (example === undefined || !hasExample(example)) return;
    await enqueue(tx, 'example', { found: now.toISOString() }, { now, key: 'example' });
  });
}
