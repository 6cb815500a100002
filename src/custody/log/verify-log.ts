import { isSignedBy } from '../../base/signing.js';
import type { ChainHead, CustodyRecord, PartyKey, PersonalOpening, SignedHead } from '../../domain/custody-record.js';
import { commitmentOf, genesisOf, headOf, headText, recordHash } from './custody-log.js';

/** What a log looks like when it was read from wherever it was kept. */
export interface LogToVerify {
  readonly shipment: string;
  readonly records: readonly CustodyRecord[];
  readonly heads: readonly SignedHead[]; // of any party, in any order
  readonly keys: ReadonlyMap<string, PartyKey>; // by key id
}

export interface LogVerdict {
  /** True when the chain is whole and every signed head agrees with it. */
  readonly whole: boolean;
  readonly recordCount: number;
  readonly head: ChainHead | undefined; // of the records that are whole
  readonly broken: BrokenLink | undefined; // the first
  readonly heads: readonly HeadVerdict[]; // as given
}

/** The first record that does not continue the ones before it. */
export interface BrokenLink {
  readonly at: number; // position among the records, from 0
  readonly fault:
    | 'unreadable_record'
    | 'foreign_record'
    | 'repeated_record'
    | 'out_of_order'
    | 'missing_record'
    | 'altered_record'
    | 'broken_link';
  readonly words: string;
}

export interface HeadVerdict {
  readonly head: SignedHead;
  readonly finding: 'agrees' | 'unknown_key' | 'bad_signature' | 'foreign_head' | 'truncated' | 'rewritten';
  readonly words: string;
}

/** Checks a log link by link, and against every head that was ever signed. Never throws, whatever the records hold. */
export function verifyLog({ shipment, records, heads, keys }: LogToVerify): LogVerdict {
  const broken = firstBroken(shipment, records);
  const good = broken === undefined ? records : records.slice(0, broken.at);
  const last = good.at(-1);
  const agreed = heads.filter((head) => isValid(head, shipment, keys) && good[head.sequence]?.hash === head.hash);
  const provedTo = Math.max(-1, ...agreed.map(({ sequence }) => sequence));
  const verdicts = heads.map((head) => headVerdict(head, { shipment, good, keys, provedTo }));
  return {
    whole: broken === undefined && verdicts.every(({ finding }) => finding === 'agrees'),
    recordCount: records.length,
    head: last && headOf(last),
    broken,
    heads: verdicts,
  };
}

/** Where two copies of a log part, in words; undefined when one continues the other. */
export function firstDifference(
  ours: readonly CustodyRecord[],
  theirs: readonly CustodyRecord[],
): { readonly sequence: number; readonly words: string } | undefined {
  const both = Math.min(ours.length, theirs.length);
  for (let sequence = 0; sequence < both; sequence++) {
    const [own, other] = [ours[sequence], theirs[sequence]];
    if (own.hash === other.hash) continue;
    const same = own.previous === other.previous;
    const words = same
      ? `both copies agree before record ${sequence} and differ in it`
      : `the copies differ from record ${sequence} on, and name different records before it`;
    return { sequence, words };
  }
  return undefined;
}

/** For every personal field of a record, whether its plain text is kept, erased or not what was recorded. */
export function checkPersonal(
  record: CustodyRecord,
  openings: readonly PersonalOpening[],
): { readonly field: string; readonly finding: 'kept' | 'erased' | 'altered' | 'unrecorded' }[] {
  const { personal } = record.body as { personal?: Record<string, string> };
  const committed = personal ?? {};
  const recorded = Object.keys(committed).map((field) => {
    const opening = openings.find((one) => one.field === field);
    if (opening === undefined) return { field, finding: 'erased' as const };
    const opens = /^[0-9a-f]{32,}$/.test(opening.salt) && commitmentOf(opening) === committed[field];
    return { field, finding: opens ? ('kept' as const) : ('altered' as const) };
  });
  const others = openings.filter(({ field }) => committed[field] === undefined);
  return [...recorded, ...others.map(({ field }) => ({ field, finding: 'unrecorded' as const }))];
}

function firstBroken(shipment: string, records: readonly CustodyRecord[]): BrokenLink | undefined {
  let previous = genesisOf(shipment);
  for (const [at, record] of records.entries()) {
    const found = faultOf(record, { shipment, at, previous, records });
    if (found !== undefined) return { at, ...found };
    previous = record.hash;
  }
  return undefined;
}

function faultOf(
  record: CustodyRecord,
  from: {
    readonly shipment: string;
    readonly at: number;
    readonly previous: string;
    readonly records: readonly CustodyRecord[];
  },
): Omit<BrokenLink, 'at'> | undefined {
  const { shipment, at, previous, records } = from;
  const hash = hashOf(record);
  if (hash === undefined) return { fault: 'unreadable_record', words: `what stands at position ${at} is no record` };
  if (record.shipment !== shipment) {
    return {
      fault: 'foreign_record',
      words: `the record at position ${at} is about ${record.shipment}, not ${shipment}`,
    };
  }
  if (record.sequence < at) {
    return { fault: 'repeated_record', words: `record ${record.sequence} stands once more at position ${at}` };
  }
  if (record.sequence > at) {
    if (records.some((other) => other?.sequence === at)) {
      return { fault: 'out_of_order', words: `record ${record.sequence} stands where record ${at} belongs` };
    }
    const missing = record.sequence === at + 1 ? `record ${at} is` : `records ${at} to ${record.sequence - 1} are`;
    return { fault: 'missing_record', words: `${missing} missing` };
  }
  if (hash !== record.hash) {
    return {
      fault: 'altered_record',
      words: `record ${at} was altered after it was written: its hash is not that of its content`,
    };
  }
  if (record.previous !== previous) {
    const words =
      at === 0
        ? 'the first record does not begin the log of this shipment'
        : `record ${at} does not continue record ${at - 1}: one of them was written anew`;
    return { fault: 'broken_link', words };
  }
  return undefined;
}

/** Hash of a record's content; undefined when it is no record, as what a partner sends may be anything. */
function hashOf(record: CustodyRecord): string | undefined {
  try {
    const { shipment, sequence, previous, recordedMs, hash } = record;
    if (![shipment, previous, hash].every((text) => typeof text === 'string')) return undefined;
    if (!Number.isInteger(sequence) || !Number.isFinite(recordedMs) || record.body === undefined) return undefined;
    return recordHash(record);
  } catch {
    return undefined;
  }
}

interface HeadContext {
  readonly shipment: string;
  readonly good: readonly CustodyRecord[];
  readonly keys: ReadonlyMap<string, PartyKey>;
  readonly provedTo: number; // highest sequence of a valid head that agrees
}

function headVerdict(head: SignedHead, { shipment, good, keys, provedTo }: HeadContext): HeadVerdict {
  const verdict = (finding: HeadVerdict['finding'], words: string): HeadVerdict => ({ head, finding, words });
  const who = `${head.party}'s head at record ${head.sequence}`;
  if (head.shipment !== shipment) return verdict('foreign_head', `${who} is of ${head.shipment}`);
  const key = keys.get(head.key);
  if (key === undefined || key.party !== head.party) {
    return verdict('unknown_key', `${who} is signed with key ${head.key}, which is not known to be ${head.party}'s`);
  }
  if (!isValid(head, shipment, keys)) return verdict('bad_signature', `${who} has a signature that does not fit it`);
  const record = good[head.sequence];
  if (record === undefined) {
    const last = good.length === 0 ? 'nothing is left of it' : `the log is whole only up to record ${good.length - 1}`;
    return verdict('truncated', `${who} is signed, but ${last}`);
  }
  if (record.hash === head.hash) return verdict('agrees', `${who} agrees`);
  const from = Math.min(provedTo, head.sequence - 1) + 1;
  const span =
    from === head.sequence ? `record ${from} was` : `between records ${from} and ${head.sequence} something was`;
  return verdict('rewritten', `${span} rewritten after ${head.party} signed it`);
}

function isValid(head: SignedHead, shipment: string, keys: ReadonlyMap<string, PartyKey>): boolean {
  const key = keys.get(head.key);
  if (key === undefined || key.party !== head.party || head.shipment !== shipment) return false;
  try {
    return isSignedBy(headText(head), head.signature, key.publicPem);
  } catch {
    return false; // what cannot be written as text was never signed
  }
}
