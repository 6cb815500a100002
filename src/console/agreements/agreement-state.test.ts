import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  actsOn,
  answerableBy,
  nextStepOf,
  nextText,
  notSignedBy,
  usualComparison,
  type Version,
} from './agreement-state.js';

const ATS = 'org_ats';
const POST = 'org_post';

function version(changes: Partial<Version>): Version {
  return {
    id: 'agv_1',
    agreement: 'ats-post',
    version: 1,
    sha256: 'ab'.repeat(32),
    state: 'draft',
    party_ids: [ATS, POST],
    signed_by: [],
    effective_from: '2026-01-01',
    effective_until: '2027-12-31',
    in_force: null,
    takes_over: [],
    text_hash: '',
    proposed_by: ATS,
    offered_at: null,
    created_at: '2026-11-23T10:00:00.000Z',
    ...changes,
  };
}

test('each side may do what the rules let it do, as far as its roles go', () => {
  const all = { may: () => true };
  const [ats, post] = [
    { ...all, organisationId: ATS },
    { ...all, organisationId: POST },
  ];
  assert.deepEqual(actsOn(version({}), ats), ['propose', 'withdraw']);
  assert.deepEqual(actsOn(version({ state: 'proposed' }), ats), ['sign', 'withdraw']);
  assert.deepEqual(actsOn(version({ state: 'proposed' }), post), ['sign', 'counter']);
  assert.deepEqual(actsOn(version({ state: 'signed_by_one', signed_by: [POST] }), post), ['counter']);
  assert.deepEqual(actsOn(version({ state: 'in_force', signed_by: [POST, ATS] }), post), ['terminate']);
  assert.deepEqual(actsOn(version({ state: 'superseded' }), ats), []);
  const planner = { organisationId: POST, may: (scope: string) => scope !== 'agreements:sign' };
  assert.deepEqual(actsOn(version({ state: 'proposed' }), planner), ['counter']);
});

test('the next step depends on who looks', () => {
  const open = version({ state: 'signed_by_one', signed_by: [ATS] });
  assert.deepEqual([nextStepOf(open, ATS), nextStepOf(open, POST)], ['waiting', 'yourTurn']);
  assert.equal(nextStepOf(version({ state: 'proposed' }), ATS), 'offered');
  assert.equal(nextStepOf(version({ state: 'in_force' }), ATS), 'in_force');
  assert.deepEqual(notSignedBy(open), [POST]);
});

test('a draft answers proposals of partners, and is compared with what is in force', () => {
  const draft = version({ id: 'agv_3', version: 3, created_at: '2026-11-23T12:00:00.000Z' });
  const theirs = version({ id: 'agv_2', state: 'proposed', proposed_by: POST });
  const own = version({ id: 'agv_4', state: 'proposed' });
  const inForce = version({ id: 'agv_0', state: 'in_force' });
  const versions = [draft, theirs, own, inForce, version({ id: 'agv_5', agreement: 'other', state: 'proposed' })];
  assert.deepEqual(
    answerableBy(draft, versions).map(({ id }) => id),
    ['agv_2'],
  );
  assert.equal(usualComparison(draft, versions)?.id, 'agv_0');
  assert.equal(usualComparison(draft, [draft]), undefined);
});

test('a text that starts from another gets the next number', () => {
  assert.equal(
    nextText('agreement: a\nversion: 3 # signed\n', [version({ version: 7 })]),
    'agreement: a\nversion: 8 # signed\n',
  );
});
