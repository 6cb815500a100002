import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Prng } from '../../base/prng.js';
import type { CustodyEvent } from '../../domain/custody-event.js';
import type { HandoverAct } from '../../domain/handover.js';
import { MINUTE_MS, START_MS, eventAt } from '../events/events-for-test.js';
import { foldEvents } from '../events/fold-events.js';
import { foldHandover } from './fold-handover.js';
import { changedEvents, handoverEvents } from './handover-events.js';
import { MANIFEST, TERMS, actAt, wildActs } from './handover-for-test.js';

function eventsOf(acts: readonly HandoverAct[]): CustodyEvent[] {
  const about = { terms: TERMS, elsewhere: () => undefined, nowMs: START_MS + 5000 * MINUTE_MS };
  const handover = foldHandover(MANIFEST, acts, about);
  const places = { giver: 'ats:SC-DEL', receiver: 'post:HUB-DEL' };
  return handoverEvents(MANIFEST, acts, { handover, places });
}

const accepted = (shipment: string): CustodyEvent => ({ ...eventAt(-100, 'accepted'), shipment });
const stateOf = (shipment: string, events: readonly CustodyEvent[]): string => {
  const { state, custodian, tenderedTo } = foldEvents([
    accepted(shipment),
    ...events.filter((event) => event.shipment === shipment),
  ]);
  return `${state} ${custodian} ${tenderedTo ?? '-'}`;
};

test('what a handover finds moves custody of each shipment, and only of those that were accepted', () => {
  const events = eventsOf([
    actAt(0, { kind: 'tendered' }),
    actAt(5, { kind: 'scanned', of: 'container', item: 'CAGE', seal: 'S2' }),
    actAt(6, { kind: 'scanned', of: 'piece', item: 'P5', conditions: ['damaged'], weightG: 700 }),
    actAt(7, { kind: 'scanned', of: 'container', item: 'BAG-2', conditions: ['not_acceptable'] }),
    actAt(60, { kind: 'count_closed' }),
  ]);
  assert.deepEqual(
    ['P1', 'P4', 'P5'].map((shipment) => stateOf(shipment, events)),
    ['received post -', 'at_facility ats -', 'received post -'],
  );
  const kinds = events.filter(({ shipment }) => shipment === 'P5').map(({ kind }) => kind);
  assert.deepEqual(kinds, ['tendered', 'received', 'weighed', 'damaged']);
  const short = eventsOf([actAt(0, { kind: 'tendered' }), actAt(60, { kind: 'count_closed' })]);
  assert.equal(stateOf('P1', short), 'tendered ats post');
  assert.equal(stateOf('P1', eventsOf([actAt(0, { kind: 'tendered' })])), 'received post -'); // by silence
});

test('a log that is brought up to date after each act says in the end what the handover says', () => {
  for (let seed = 1; seed <= 100; seed++) {
    const acts = wildActs(new Prng(seed), 12);
    const log: CustodyEvent[] = [];
    for (let count = 1; count <= acts.length; count++) {
      log.push(...changedEvents(log, eventsOf(acts.slice(0, count)), START_MS + count));
    }
    const wanted = eventsOf(acts);
    assert.deepEqual(changedEvents(log, wanted, START_MS), [], `seed ${seed}`);
    assert.equal(new Set(log.map(({ id }) => id)).size, log.length, `seed ${seed}`);
    for (const { piece } of MANIFEST.lines) {
      assert.equal(stateOf(piece, log), stateOf(piece, wanted), `seed ${seed}`);
    }
  }
});
