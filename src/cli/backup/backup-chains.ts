import { verifyLog } from '../../custody/log/verify-log.js';
import type { SqlSession } from '../../store/database/migrate.js';
import { plural } from '../failures.js';

/** What became of the custody logs of a database that was restored. */
export interface ChainsVerdict {
  readonly logs: number;
  readonly records: number;
  readonly heads: number;
  readonly faulty: readonly { readonly shipment: string; readonly words: string }[]; // the first ones
  readonly faultyCount: number;
}

const SHOWN_MAX = 20;

/** Checks every chain of a database, and every head that was signed against the keys it knows. */
export async function verifyChains(session: SqlSession): Promise<ChainsVerdict> {
  const { readKeys, readLogs } = await import('../../store/custody/read-logs.js');
  const counts = { logs: 0, records: 0, heads: 0, faultyCount: 0 };
  const faulty: { shipment: string; words: string }[] = [];
  let keys: ReadonlyMap<string, { readonly party: string; readonly publicPem: string }> | undefined;
  for await (const log of readLogs(session)) {
    keys ??= new Map((await readKeys(session)).map(({ key, ...rest }) => [key, rest]));
    const verdict = verifyLog({ ...log, keys });
    counts.logs++;
    counts.records += log.records.length;
    counts.heads += log.heads.length;
    if (verdict.whole) continue;
    counts.faultyCount++;
    const words = verdict.broken?.words ?? verdict.heads.find(({ finding }) => finding !== 'agrees')?.words ?? '';
    if (faulty.length < SHOWN_MAX) faulty.push({ shipment: log.shipment, words });
  }
  return { ...counts, faulty };
}

/** The verdict as lines. */
export function chainsText({ logs, records, heads, faulty, faultyCount }: ChainsVerdict): string[] {
  const what = `${plural(logs, 'custody log')} with ${plural(records, 'record')} and ${plural(heads, 'signed head')}`;
  if (faultyCount === 0) return [`Verified ${what}: every chain is whole.`];
  const rest = faultyCount - faulty.length;
  return [
    `Verified ${what}: ${plural(faultyCount, 'log')} cannot be relied on.`,
    ...faulty.map(({ shipment, words }) => `  ! ${shipment}: ${words}`),
    ...(rest > 0 ? [`  ! and ${plural(rest, 'more log')}`] : []),
  ];
}
