import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Prng } from '../../base/prng.js';
import { keyIdOf, makeKeyPair } from '../../base/signing.js';
import type { CustodyRecord, PartyKey, SignedHead } from '../../domain/custody-record.js';
import { eventAt, usualLife } from '../events/events-for-test.js';
import { foldEvents } from '../events/fold-events.js';
import { headOf, nextRecord, openEvent, recordHash, sealEvent, signHead } from './custody-log.js';
import { checkPersonal, firstDifference, verifyLog, type LogVerdict } from './verify-log.js';

const ATS = makeKeyPair();
const POST = makeKeyPair();
const KEYS = new Map<string, PartyKey>([
  [keyIdOf(ATS.privatePem), { party: 'ats', publicPem: ATS.publicPem }],
  [keyIdOf(POST.privatePem), { party: 'post', publicPem: POST.publicPem }],
]);

function logOf(shipment: string, count: number): CustodyRecord[] {
  const records: CustodyRecord[] = [];
  for (let index = 0; index < count; index++) {
    const last = records.at(-1);
    const body = { kind: 'arrived', at: index, shipment };
    records.push(nextRecord(shipment, last && headOf(last), { body, recordedMs: 1000 * index }));
  }
  return records;
}

/** The log written anew from a record on, with hashes and links that fit. */
function rewritten(records: readonly CustodyRecord[], from: number): CustodyRecord[] {
  const result = records.slice(0, from);
  for (const record of records.slice(from)) {
    const last = result.at(-1);
    const body = record.sequence === from ? { forged: true } : record.body;
    result.push(nextRecord('S1', last && headOf(last), { body, recordedMs: record.recordedMs }));
  }
  return result;
}

function verdictOf(records: readonly CustodyRecord[], heads: readonly SignedHead[] = []): LogVerdict {
  return verifyLog({ shipment: 'S1', records, heads, keys: KEYS });
}

const signed = (record: CustodyRecord, party = 'ats', pair = party === 'ats' ? ATS : POST): SignedHead =>
  signHead(headOf(record), { party, privatePem: pair.privatePem, signedMs: 5 });

test('a log that nobody touched is whole, of any length, and both parties can sign the same head', () => {
  for (const count of [0, 1, 2, 50]) {
    const records = logOf('S1', count);
    const last = records.at(-1);
    const heads = last ? [signed(last), signed(last, 'post'), signed(records[0], 'post')] : [];
    const verdict = verdictOf(records, heads);
    assert.deepEqual([verdict.whole, verdict.broken, verdict.head?.hash], [true, undefined, last?.hash]);
  }
});

test('a change of any one record, at any place and of any part of it, is found at that record', () => {
  const records = logOf('S1', 8);
  const changes: ((record: CustodyRecord) => CustodyRecord)[] = [
    (record) => ({ ...record, body: { ...(record.body as object), at: 99 } }),
    (record) => ({ ...record, body: null }),
    (record) => ({ ...record, recordedMs: record.recordedMs + 1 }),
    (record) => ({ ...record, previous: 'f'.repeat(64) }),
    (record) => ({ ...record, hash: `0${record.hash.slice(1, -1)}x` }),
  ];
  for (const at of records.keys()) {
    for (const change of changes) {
      const { broken } = verdictOf(records.with(at, change(records[at])));
      assert.deepEqual([broken?.at, broken?.fault], [at, 'altered_record']);
      assert.match(broken?.words ?? '', new RegExp(`record ${at} was altered`));
    }
  }
});

test('a record whose hash was made to fit breaks the link of the next one', () => {
  const records = logOf('S1', 8);
  for (let at = 0; at < 7; at++) {
    const forged = { ...records[at], body: { forged: true } };
    const { broken } = verdictOf(records.with(at, { ...forged, hash: recordHash(forged) }));
    assert.deepEqual([broken?.at, broken?.fault], [at + 1, 'broken_link']);
    const relinked = { ...records[at], previous: 'f'.repeat(64) };
    const { broken: first } = verdictOf(records.with(at, { ...relinked, hash: recordHash(relinked) }));
    assert.deepEqual([first?.at, first?.fault], [at, 'broken_link']);
  }
});

test('records that are missing, repeated, out of order, foreign or no records are found where they are', () => {
  const records = logOf('S1', 8);
  const foreign = logOf('S2', 8);
  const nothing = { shipment: 'S1', sequence: 3, body: Number.NaN } as unknown as CustodyRecord;
  const cases: [records: CustodyRecord[], at: number, fault: string, words: RegExp][] = [
    [records.toSpliced(3, 1), 3, 'missing_record', /record 3 is missing/],
    [records.toSpliced(0, 1), 0, 'missing_record', /record 0 is missing/],
    [records.toSpliced(2, 3), 2, 'missing_record', /records 2 to 4 are missing/],
    [records.toSpliced(4, 0, records[3]), 4, 'repeated_record', /record 3 stands once more/],
    [records.with(2, records[5]).with(5, records[2]), 2, 'out_of_order', /record 5 stands where record 2 belongs/],
    [records.with(3, foreign[3]), 3, 'foreign_record', /is about S2, not S1/],
    [foreign, 0, 'foreign_record', /is about S2/],
    [records.with(3, nothing), 3, 'unreadable_record', /position 3 is no record/],
    [records.with(3, undefined as unknown as CustodyRecord), 3, 'unreadable_record', /is no record/],
  ];
  for (const [broken, at, fault, words] of cases) {
    const verdict = verdictOf(broken);
    assert.deepEqual([verdict.whole, verdict.broken?.at, verdict.broken?.fault], [false, at, fault]);
    assert.match(verdict.broken?.words ?? '', words);
  }
});

test('a log that was cut short or written anew is found by the heads that were signed, and narrowed down by them', () => {
  const records = logOf('S1', 8);
  const heads = [signed(records[2]), signed(records[6], 'post')];
  const cut = verdictOf(records.slice(0, 5), heads);
  assert.equal(cut.broken, undefined);
  assert.deepEqual(
    cut.heads.map(({ finding }) => finding),
    ['agrees', 'truncated'],
  );
  assert.match(cut.heads[1].words, /post's head at record 6 is signed, but the log is whole only up to record 4/);
  const anew = verdictOf(rewritten(records, 4), heads);
  assert.equal(anew.broken, undefined); // by itself it is a good chain
  assert.deepEqual(
    anew.heads.map(({ finding }) => finding),
    ['agrees', 'rewritten'],
  );
  assert.equal(anew.heads[1].words, 'between records 3 and 6 something was rewritten after post signed it');
  assert.equal(verdictOf(rewritten(records, 7), heads).whole, true); // nobody had signed it yet
  assert.match(verdictOf([], heads).heads[0].words, /nothing is left of it/);
});

test("a head counts only with the signature of a key that is known to be its party's", () => {
  const records = logOf('S1', 3);
  const head = signed(records[2]);
  const findings = (one: SignedHead): string => verdictOf(records, [one]).heads[0].finding;
  assert.equal(findings({ ...head, signedMs: 6 }), 'bad_signature');
  assert.equal(findings({ ...head, hash: records[1].hash }), 'bad_signature');
  assert.equal(findings({ ...head, signature: `${head.signature} ` }), 'bad_signature');
  assert.equal(findings({ ...head, signedMs: Number.NaN }), 'bad_signature');
  assert.equal(findings({ ...head, party: 'post' }), 'unknown_key');
  assert.equal(findings(signed(records[2], 'ats', makeKeyPair())), 'unknown_key');
  assert.equal(findings({ ...head, shipment: 'S2' }), 'foreign_head');
});

test('two copies of a log part at the first record that differs', () => {
  const records = logOf('S1', 8);
  assert.equal(firstDifference(records, records.slice(0, 5)), undefined);
  const other = firstDifference(records, rewritten(records, 4));
  assert.deepEqual(other, { sequence: 4, words: 'both copies agree before record 4 and differ in it' });
});

test('erasing personal data leaves log, heads and state as they are; altering it is found', () => {
  const random = new Prng(7);
  const newSalt = (): string => Array.from({ length: 32 }, () => random.below(16).toString(16)).join('');
  const records: CustodyRecord[] = [];
  const openings = usualLife().map((event) => {
    const sealed = sealEvent(event, newSalt);
    const last = records.at(-1);
    records.push(nextRecord('S1', last && headOf(last), { body: sealed.body, recordedMs: event.serverMs }));
    return sealed.openings;
  });
  const [delivery, kept] = [records[records.length - 1], openings[openings.length - 1]];
  assert.doesNotMatch(JSON.stringify(records), /A\. Made-up/);
  assert.deepEqual(checkPersonal(delivery, kept), [{ field: 'signed_by', finding: 'kept' }]);
  assert.deepEqual(checkPersonal(delivery, []), [{ field: 'signed_by', finding: 'erased' }]);
  const altered = [
    { ...kept[0], value: 'B. Made-up' },
    { field: 'phone', salt: '', value: '1' },
  ];
  assert.deepEqual(
    checkPersonal(delivery, altered).map(({ finding }) => finding),
    ['altered', 'unrecorded'],
  );
  assert.equal(verdictOf(JSON.parse(JSON.stringify(records)) as CustodyRecord[], [signed(delivery)]).whole, true);
  const read = records.map((record, index) => openEvent(record.body, openings[index]));
  assert.deepEqual(foldEvents(read), foldEvents(usualLife()));
  const erased = foldEvents(records.map((record) => openEvent(record.body, [])));
  assert.deepEqual([erased.state, erased.custodian, erased.timeline.length], ['delivered', '@addressee', 15]);
});

test('the same value of two shipments or fields cannot be told from the log', () => {
  const event = eventAt(1, 'delivered', 'post', { personal: { signed_by: 'Same', recipient_name: 'Same' } });
  let next = 0;
  const newSalt = (): string => String(next++).padStart(32, '0');
  const bodies = [sealEvent(event, newSalt), sealEvent(event, newSalt)].map(({ body }) => JSON.stringify(body));
  const hashes = bodies.flatMap((body) => body.match(/[0-9a-f]{64}/g) ?? []);
  assert.equal(new Set(hashes).size, 4);
});
