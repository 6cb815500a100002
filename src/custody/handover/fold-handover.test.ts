import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Prng } from '../../base/prng.js';
import type { Elsewhere, Handover, HandoverAct } from '../../domain/handover.js';
import { buildWorld } from '../../testing/build-world.js';
import { MINUTE_MS, START_MS, shuffled } from '../events/events-for-test.js';
import { foldHandover, handoverTerms } from './fold-handover.js';
import { MANIFEST, TERMS, actAt, wildActs } from './handover-for-test.js';
import { bruteForceHandover } from './reconcile-oracle-for-test.js';

const PHOTO = { kind: 'photo' as const, ref: 'photo-1' };

function elsewhere(_: string, item: string): Elsewhere | undefined {
  if (item === 'X1') return { kind: 'expected', words: 'it is expected at IX-BOM' };
  return item === 'BAG-9' ? { kind: 'received', words: 'it was received under M0' } : undefined;
}

function fold(acts: readonly HandoverAct[], minute = 5000): Handover {
  return foldHandover(MANIFEST, acts, { terms: TERMS, elsewhere, nowMs: START_MS + minute * MINUTE_MS });
}

const codesOf = ({ discrepancies }: Handover): string[] => discrepancies.map(({ key }) => key);

function statusOf({ items }: Handover): Record<string, string> {
  return Object.fromEntries(
    items.map(({ of, item, status, accepted }) => [
      `${of} ${item}`,
      accepted ? `accepted ${accepted.by} ${accepted.atMs}` : status,
    ]),
  );
}

const scan = (minute: number, item: string, more: object = {}): HandoverAct =>
  actAt(minute, { kind: 'scanned', of: /^P|^X/.test(item) ? 'piece' : 'container', item, ...more });
const TENDER = actAt(0, { kind: 'tendered' });
const CLOSED = actAt(60, { kind: 'count_closed' });

test('one scan of a sealed, intact cage takes all that is in it, and nothing differs', () => {
  const handover = fold([TENDER, scan(5, 'CAGE', { seal: 'S2' }), scan(6, 'P4'), scan(7, 'P5'), CLOSED]);
  assert.deepEqual([handover.phase, codesOf(handover), handover.remarks], ['settled', [], []]);
  const at = (minute: number): number => START_MS + minute * MINUTE_MS;
  assert.deepEqual(statusOf(handover), {
    'piece P1': `accepted container ${at(5)}`,
    'piece P2': `accepted container ${at(5)}`,
    'piece P3': `accepted container ${at(5)}`,
    'piece P4': `accepted scan ${at(6)}`,
    'piece P5': `accepted scan ${at(7)}`,
    'container BAG-1': `accepted container ${at(5)}`,
    'container BAG-2': `accepted scan ${at(6)}`, // nobody scanned its label, but what was in it is there
    'container CAGE': `accepted scan ${at(5)}`,
  });
});

test('every class of discrepancy is found where it is', () => {
  const cases: [acts: HandoverAct[], codes: string[]][] = [
    [[TENDER, scan(5, 'CAGE', { seal: 'S2' }), scan(6, 'P4'), CLOSED], ['SHORT piece P5']],
    [[TENDER, scan(5, 'X2')], ['EXCESS piece X2']],
    [[TENDER, scan(5, 'X1')], ['MISROUTED piece X1']],
    [[TENDER, scan(5, 'BAG-9')], ['DUPLICATE container BAG-9']],
    [[TENDER, scan(5, 'P5', { conditions: ['damaged'], evidence: [PHOTO] })], ['DAMAGED piece P5']],
    [[TENDER, scan(5, 'P5', { weightG: 951 })], ['WEIGHT_DIFF piece P5']],
    [[TENDER, scan(5, 'P5', { weightG: 950 })], []], // the tolerance itself is no difference
    [[actAt(16, { kind: 'tendered' }), scan(20, 'P5')], ['LATE piece P5']],
    [[actAt(15, { kind: 'tendered' }), scan(20, 'P5')], []], // at the end of the grace
    [[TENDER, scan(5, 'CAGE', { seal: 'S7' })], ['SEAL_BROKEN container CAGE']],
    [[TENDER, scan(5, 'CAGE', { conditions: ['seal_broken'] })], ['SEAL_BROKEN container CAGE']],
    [[TENDER, scan(5, 'P5', { conditions: ['label_unreadable'] })], ['LABEL_UNREADABLE piece P5']],
    [[TENDER, scan(5, 'P5', { conditions: ['not_acceptable'] })], ['NOT_ACCEPTABLE piece P5']],
    [
      [TENDER, scan(5, 'P5', { conditions: ['misrouted', 'duplicate_label'] })],
      ['DUPLICATE piece P5', 'MISROUTED piece P5'],
    ],
    [[TENDER, scan(5, 'P1', { conditions: ['missing'] }), scan(4, 'CAGE', { seal: 'S2' })], ['SHORT piece P1']],
  ];
  for (const [acts, codes] of cases) assert.deepEqual(codesOf(fold(acts, 100)), codes);
  const damaged = fold(cases[4][0], 100).discrepancies[0];
  assert.deepEqual([damaged.evidence, damaged.status], [[PHOTO], 'open']);
  assert.equal(fold(cases[5][0]).discrepancies[0].words, 'manifested with 900 g, weighed 951 g (tolerance 50 g)');
});

test('of a piece and its container scanned at one moment, the piece itself counts', () => {
  const { items } = fold([TENDER, scan(5, 'CAGE', { seal: 'S2' }), scan(5, 'P3')]);
  assert.equal(items.find(({ item }) => item === 'P3')?.accepted?.by, 'scan');
});

test('a cage with a broken seal takes nothing with it, but a bag in it with a good seal still does', () => {
  const handover = fold([TENDER, scan(5, 'CAGE', { seal: 'S2' }), scan(9, 'CAGE', { conditions: ['seal_broken'] }), scan(10, 'BAG-1', { conditions: ['intact'] }), CLOSED]); // prettier-ignore
  assert.deepEqual(codesOf(handover), ['SEAL_BROKEN container CAGE', 'SHORT container BAG-2', 'SHORT piece P3', 'SHORT piece P4', 'SHORT piece P5']); // prettier-ignore
  assert.match(statusOf(handover)['piece P1'], /^accepted container/);
});

test('silence accepts as manifested when the time to report is over, and not before', () => {
  const acts = [TENDER, scan(5, 'P5', { conditions: ['damaged'] })];
  assert.equal(statusOf(fold(acts, 360))['piece P1'], 'expected'); // scans made offline may still come
  const silent = fold(acts, 361);
  assert.equal(statusOf(silent)['piece P1'], `accepted silence ${START_MS + 240 * MINUTE_MS}`);
  assert.deepEqual([silent.phase, codesOf(silent)], ['settled', ['DAMAGED piece P5']]);
  const tooLate = fold([TENDER, scan(241, 'P5', { conditions: ['damaged'] })]);
  assert.deepEqual(codesOf(tooLate), []);
  assert.match(tooLate.remarks[0].words, /came after the time to report/);
});

test('a scan made in time on a device that was offline counts, and what was missing can come after all', () => {
  const seen = scan(30, 'P5');
  const offline = { ...seen, serverMs: START_MS + 360 * MINUTE_MS };
  assert.deepEqual(
    codesOf(fold([TENDER, CLOSED, offline])).filter((key) => key.includes('P5')),
    [],
  );
  const late = fold([TENDER, CLOSED, scan(900, 'P5')]).discrepancies.find(({ item }) => item === 'P5');
  assert.deepEqual([late?.code, late?.status, late?.settledMs], ['SHORT', 'falls', START_MS + 900 * MINUTE_MS]);
});

test('a handover goes from draft to settled as its acts come', () => {
  const acts = [actAt(-50, { kind: 'pre_advised' }), TENDER, scan(5, 'CAGE', { seal: 'S2' }), CLOSED];
  const phases = [0, 1, 2, 3, 4].map((count) => fold(acts.slice(0, count), 61).phase);
  assert.deepEqual(phases, ['draft', 'pre_advised', 'tendered', 'receiving', 'settled']);
  assert.deepEqual(fold(acts, 61).remarks, [{ act: 'M1', words: 'the manifest came 10 minutes after its cut-off' }]);
  assert.equal(statusOf(fold([actAt(0, { kind: 'tendered', items: ['BAG-2'] })], 1))['piece P5'], 'not_tendered');
});

test('foldHandover finds what brute force finds, on random handovers', () => {
  for (let seed = 1; seed <= 1000; seed++) {
    const random = new Prng(seed);
    const acts = wildActs(random, 1 + random.below(16));
    const nowMs = START_MS + random.below(1200) * MINUTE_MS;
    const about = { terms: TERMS, elsewhere, nowMs };
    const handover = foldHandover(MANIFEST, acts, about);
    const expected = bruteForceHandover(MANIFEST, acts, about);
    assert.deepEqual(statusOf(handover), expected.status, `seed ${seed}`);
    assert.deepEqual(codesOf(handover), expected.codes, `seed ${seed}`);
  }
});

test('any order and any number of copies of acts give the same handover', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const random = new Prng(seed);
    const acts = wildActs(random, 14);
    const copies = acts
      .filter(() => random.chance(0.4))
      .map((act) => ({ ...act, serverMs: act.serverMs + random.below(2) }));
    assert.deepEqual(fold(shuffled([...acts, ...copies], random)), fold([...acts, ...copies]), `seed ${seed}`);
  }
});

test('scanning every piece instead of its container accepts the same pieces', () => {
  const one = fold([TENDER, scan(5, 'CAGE', { seal: 'S2' }), CLOSED]);
  const each = fold([TENDER, scan(5, 'P1'), scan(6, 'P2'), scan(7, 'P3'), CLOSED]);
  const accepted = ({ items }: Handover): string[] =>
    items.flatMap(({ of, item, status }) => (of === 'piece' && status === 'accepted' ? [item] : []));
  assert.deepEqual(accepted(each), accepted(one));
  assert.deepEqual(codesOf(each), codesOf(one));
});

test('a discrepancy stands when nobody disputes it, and is settled by giving in or by agreeing', () => {
  const damaged = scan(5, 'P5', { conditions: ['damaged'] });
  const discrepancy = 'DAMAGED piece P5';
  const dispute = actAt(60, { kind: 'disputed', discrepancy, evidence: [PHOTO] });
  const propose = (minute: number, party: string, outcome: 'stands' | 'falls' | 'split'): HandoverAct =>
    actAt(minute, { kind: 'proposed', discrepancy, outcome }, { party, id: `${minute}${party}` });
  const outcome = (acts: HandoverAct[], minute = 5000): string =>
    fold([TENDER, damaged, ...acts], minute).discrepancies[0].status;
  assert.equal(outcome([], 100), 'open');
  assert.equal(outcome([]), 'stands');
  assert.equal(outcome([dispute]), 'disputed');
  assert.equal(outcome([{ ...dispute, party: 'post' }]), 'stands'); // only the giver can dispute
  assert.equal(outcome([actAt(60, { kind: 'disputed', discrepancy, evidence: [] })]), 'stands');
  assert.equal(outcome([actAt(700, { kind: 'disputed', discrepancy, evidence: [PHOTO] })]), 'stands');
  assert.equal(outcome([dispute, propose(70, 'ats', 'stands')]), 'stands');
  assert.equal(outcome([dispute, propose(70, 'post', 'falls')]), 'falls');
  assert.equal(outcome([dispute, propose(70, 'post', 'stands'), propose(80, 'ats', 'falls')]), 'disputed');
  assert.equal(outcome([dispute, propose(70, 'post', 'split'), propose(80, 'ats', 'split')]), 'split');
  assert.equal(outcome([dispute, propose(70, 'post', 'split'), propose(80, 'ats', 'split'), propose(90, 'post', 'falls')]), 'split'); // prettier-ignore
  assert.equal(fold([TENDER, damaged]).discrepancies[0].settledMs, START_MS + 605 * MINUTE_MS);
  // The scan is at minute 5, 600 minutes are for disputes, and 120 more for what was said offline.
  const lastMoment = actAt(605, { kind: 'disputed', discrepancy, evidence: [PHOTO] });
  assert.equal(outcome([lastMoment]), 'disputed');
  assert.equal(outcome([{ ...lastMoment, serverMs: lastMoment.serverMs + 121 * MINUTE_MS }]), 'stands');
  assert.equal(outcome([], 725), 'open');
  assert.equal(outcome([], 726), 'stands');
});

test('handoverTerms reads hours, minutes and grams from the agreement', () => {
  const { workspace } = buildWorld({
    facilities: [{ id: 'A', party: 'ats' }, { id: 'B', party: 'post' }],
    interchanges: [{ id: 'IX', at: { ats: 'A', post: 'B' }, manifestMinutes: 45 }],
  }); // prettier-ignore
  assert.ok(workspace.agreement);
  assert.deepEqual(handoverTerms(workspace.agreement, 0), {
    manifestMs: 45 * 60_000, graceMs: 0, reportMs: 24 * 3_600_000, offlineMs: 12 * 3_600_000, weightToleranceG: 50,
    disputeMs: 7 * 86_400_000,
  }); // prettier-ignore
});
