import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDate, parseDate } from '../base/civil-time.js';
import { Prng } from '../base/prng.js';
import { makeKeyPair, sha256 } from '../base/signing.js';
import type { AgreementAct, AgreementStanding, AgreementVersion } from '../domain/agreement-act.js';
import { signVersion } from './agreement-signature.js';
import { foldAgreement, versionOn, type AgreementContext } from './fold-agreement.js';
import { takeoversOf } from './takeover.js';

const PAIRS = { ats: makeKeyPair(), post: makeKeyPair() };
const KEYS = new Map(Object.entries(PAIRS).map(([party, { publicPem }]) => [party, [publicPem]]));
const DAY_MS = 86_400_000;
const msOf = (date: string): number => (parseDate(date) ?? 0) * DAY_MS;

function versionOf(version: number, from: string, until: string): AgreementVersion {
  return { id: sha256(`v${version}`), agreement: 'ats-post', version, parties: ['ats', 'post'], from, until };
}

const V1 = versionOf(1, '2026-01-01', '2026-12-31');
const V2 = versionOf(2, '2026-06-01', '2027-12-31');
const V3 = versionOf(3, '2028-02-01', '2028-12-31');

function contextOf(today: string, versions = [V1, V2, V3]): AgreementContext {
  return { versions, keys: KEYS, today, dateOf: (ms) => formatDate(Math.floor(ms / DAY_MS)) };
}

type Party = 'ats' | 'post';

function act(
  date: string,
  kind: AgreementAct['kind'],
  party: Party,
  version: AgreementVersion,
  more: Partial<AgreementAct> = {},
): AgreementAct {
  const atMs = msOf(date) + 3_600_000;
  const id = `${date} ${kind} ${party} ${version.version}`;
  if (kind !== 'signed') return { id, kind, party, version: version.id, atMs, ...more };
  const thing = { agreement: version.agreement, version: version.version, sha256: version.id };
  const signature = signVersion(thing, { party, privatePem: PAIRS[party].privatePem, signedAt: `${date}T01:00:00Z` });
  return { id, kind, party, version: version.id, atMs, signature, ...more };
}

const agreed = (date: string, version: AgreementVersion): AgreementAct[] => [
  act(date, 'proposed', 'ats', version),
  act(date, 'signed', 'ats', version),
  act(date, 'signed', 'post', version, { atMs: msOf(date) + 7_200_000 }),
];

const states = ({ versions }: AgreementStanding): string[] =>
  versions.map(({ version, state }) => `${version.version} ${state}`);
const wordsOf = ({ remarks }: AgreementStanding): string[] => remarks.map(({ words }) => words);

test('a version goes from draft over a counter-proposal to one that both signed and is in force', () => {
  const acts = [
    act('2025-11-01', 'drafted', 'ats', V1),
    act('2025-11-02', 'proposed', 'ats', V1),
    act('2025-11-03', 'countered', 'post', V2, { answers: V1.id }),
    act('2025-11-04', 'signed', 'post', V2),
    act('2025-11-05', 'signed', 'ats', V2),
  ];
  const after = (count: number, today = '2025-11-10'): string[] =>
    states(foldAgreement(acts.slice(0, count), contextOf(today)));
  assert.deepEqual(after(1), ['1 draft']);
  assert.deepEqual(after(2), ['1 proposed']);
  assert.deepEqual(after(3), ['1 countered', '2 proposed']);
  assert.deepEqual(after(4), ['1 countered', '2 signed_by_one']);
  assert.deepEqual(after(5), ['1 countered', '2 signed']);
  assert.deepEqual(after(5, '2026-06-01'), ['1 countered', '2 in_force']);
  assert.deepEqual(after(5, '2028-01-01'), ['1 countered', '2 expired']);
});

test('a later version takes over on its first day, without gap or overlap, and a termination ends it', () => {
  const acts = [...agreed('2025-12-01', V1), ...agreed('2026-03-01', V2)];
  const standing = foldAgreement(acts, contextOf('2026-07-01'));
  assert.deepEqual(states(standing), ['1 superseded', '2 in_force']);
  assert.deepEqual(
    standing.versions.map(({ inForce }) => inForce),
    [{ from: '2026-01-01', until: '2026-05-31' }, { from: '2026-06-01', until: '2027-12-31' }],
  ); // prettier-ignore
  assert.deepEqual([versionOn(standing, '2026-05-31')?.version, versionOn(standing, '2026-06-01')?.version], [1, 2]);
  assert.equal(versionOn(standing, '2025-12-31'), undefined);
  const ended = [...acts, act('2026-08-01', 'terminated', 'post', V2, { lastDay: '2026-10-31' })];
  assert.deepEqual(states(foldAgreement(ended, contextOf('2026-10-31'))), ['1 superseded', '2 in_force']);
  assert.deepEqual(states(foldAgreement(ended, contextOf('2026-11-01'))), ['1 superseded', '2 terminated']);
  const today = [...acts, act('2026-08-01', 'terminated', 'post', V2, { lastDay: '2026-08-01' })];
  assert.deepEqual(states(foldAgreement(today, contextOf('2026-08-02'))), ['1 superseded', '2 terminated']);
  const first = [...acts, act('2026-03-02', 'terminated', 'post', V1, { lastDay: V2.from })];
  assert.deepEqual(foldAgreement(first, contextOf('2026-07-01')).versions[1].inForce, {
    from: V2.from,
    until: V2.from,
  });
  const back = [...acts, act('2026-08-01', 'terminated', 'post', V2, { lastDay: '2026-07-31' })];
  assert.deepEqual(wordsOf(foldAgreement(back, contextOf('2026-11-01'))), ['its last day is past']);
});

test('a version that is signed after its first day is in force from the day of the last signature on, and a gap is told', () => {
  const standing = foldAgreement([...agreed('2026-03-01', V1), ...agreed('2027-03-01', V3)], contextOf('2027-03-01'));
  assert.deepEqual(standing.versions[0].inForce, { from: '2026-03-01', until: '2026-12-31' });
  assert.deepEqual(standing.gaps, [{ from: '2027-01-01', until: '2028-01-31' }]);
  assert.deepEqual(states(foldAgreement(agreed('2027-01-05', V1), contextOf('2027-02-01'))), ['1 expired']);
});

test('a version signed later with the same first day takes the whole place of the earlier one', () => {
  const other = { ...V1, id: sha256('other'), version: 9 };
  const context = contextOf('2026-07-01', [V1, other]);
  const standing = foldAgreement([...agreed('2025-12-01', V1), ...agreed('2025-12-02', other)], context);
  assert.deepEqual(states(standing), ['1 superseded', '9 in_force']);
  assert.equal(standing.versions[0].inForce, undefined);
});

test('what a version would take over is what the others lose once it is signed, for good', () => {
  const short = versionOf(4, '2026-03-01', '2026-04-30');
  const context = contextOf('2025-12-20', [V1, V2, short]);
  const acts = [...agreed('2025-12-01', V1), ...agreed('2025-12-02', V2), act('2025-12-03', 'proposed', 'ats', short)];
  const before = foldAgreement(acts, context);
  // The days after April do not come back to version 1, and version 2, which was to begin in June, never is in force.
  assert.deepEqual(
    takeoversOf(before, short, '2025-12-20').map(({ version, from, until }) => [version.version, from, until]),
    [[1, '2026-03-01', '2026-05-31'], [2, '2026-06-01', '2027-12-31']],
  ); // prettier-ignore
  const signed = foldAgreement([...acts, ...agreed('2025-12-20', short)], context);
  assert.deepEqual(
    signed.versions.map(({ inForce }) => inForce),
    [{ from: '2026-01-01', until: '2026-02-28' }, undefined, { from: '2026-03-01', until: '2026-04-30' }],
  ); // prettier-ignore
  assert.deepEqual(takeoversOf(signed, short, '2025-12-20'), []);
  assert.deepEqual(takeoversOf(before, { ...short, until: '2025-12-19' }, '2025-12-20'), []);
  // Both of one day: the one signed later counts from that day on.
  const same = foldAgreement([...agreed('2026-02-01', V1), ...agreed('2026-02-01', { ...V1, id: sha256('b'), version: 5 }).map((one) => ({ ...one, atMs: one.atMs + 1 }))],
    contextOf('2026-02-01', [V1, { ...V1, id: sha256('b'), version: 5 }])); // prettier-ignore
  assert.equal(versionOn(same, '2026-02-01')?.version, 5);
});

test("acts that are not a party's to do change nothing and say why", () => {
  const proposed = act('2025-11-01', 'proposed', 'ats', V1);
  const signed = act('2025-11-05', 'signed', 'post', V1);
  const cases: [acts: AgreementAct[], words: RegExp][] = [
    [[signed], /it is not proposed yet/],
    [[act('2025-11-01', 'drafted', 'ats', V1), signed], /it is not proposed yet/],
    [[proposed, act('2025-11-02', 'countered', 'ats', V2, { answers: V1.id })], /ats's own proposal; withdraw that/],
    [[proposed, act('2025-11-02', 'withdrawn', 'post', V1)], /only ats can withdraw it/],
    [[proposed, act('2025-11-02', 'withdrawn', 'ats', V1), signed], /it is withdrawn/],
    [[proposed, act('2025-11-02', 'countered', 'post', V2, { answers: V1.id }), signed], /it is countered/],
    [[proposed, signed, act('2025-11-06', 'signed', 'post', V1)], /post has signed it already/],
    [[proposed, act('2025-11-02', 'terminated', 'post', V1, { lastDay: '2026-01-01' })], /only what all have signed/],
    [[{ ...proposed, party: 'third' }], /third is no party/],
    [[{ ...proposed, version: 'f00' }], /a version that is not known/],
    [[proposed, { ...signed, signature: undefined }], /no signature of post/],
    [
      [proposed, { ...signed, signature: act('2025-11-05', 'signed', 'post', V2).signature }],
      /does not fit this version/,
    ],
    [[proposed, { ...signed, signature: act('2025-11-05', 'signed', 'ats', V1).signature }], /no signature of post/],
  ];
  for (const [acts, words] of cases) {
    const { remarks } = foldAgreement(acts, contextOf('2025-12-01'));
    assert.equal(remarks.length, 1, String(words));
    assert.match(remarks[0].words, words);
  }
  const strange = makeKeyPair();
  const thing = { agreement: 'ats-post', version: 1, sha256: V1.id };
  const forged = signVersion(thing, {
    party: 'post',
    privatePem: strange.privatePem,
    signedAt: '2025-11-05T00:00:00Z',
  });
  const { remarks } = foldAgreement([proposed, { ...signed, signature: forged }], contextOf('2025-12-01'));
  assert.match(remarks[0].words, /is not known to be post's/);
});

test('over random negotiations at most one version is in force a day, the one signed last, whatever the order of acts', () => {
  let inForceCount = 0;
  for (let seed = 1; seed <= 150; seed++) {
    const random = new Prng(seed);
    const date = (): string => formatDate((parseDate('2026-01-01') ?? 0) + random.below(120));
    const versions = [1, 2, 3, 4].map((number) => {
      const [a, b] = [date(), date()].sort();
      return { ...versionOf(number, a, b), id: sha256(`${seed} ${number}`) };
    });
    const acts: AgreementAct[] = versions.flatMap((version) => {
      const [first, second] = [date(), date()].sort();
      const begun = act(
        formatDate((parseDate(first) ?? 0) - 1),
        'proposed',
        random.pick<Party>(['ats', 'post']),
        version,
      );
      return [begun, act(first, 'signed', 'ats', version), act(second, 'signed', 'post', version)];
    });
    for (let times = random.below(4); times > 0; times--) {
      const kinds = ['countered', 'withdrawn', 'terminated', 'drafted'] as const;
      const more = { answers: random.pick(versions).id, lastDay: date() };
      acts.push(act(date(), random.pick(kinds), random.pick<Party>(['ats', 'post']), random.pick(versions), more));
    }
    const context = contextOf(date(), versions);
    const standing = foldAgreement(acts, context);
    const mixed = [...acts, ...acts.slice(3)].map((one) => ({ one, at: random.next() })).sort((a, b) => a.at - b.at);
    assert.deepEqual(
      foldAgreement(
        mixed.map(({ one }) => one),
        context,
      ),
      standing,
      `seed ${seed}`,
    );
    const done = new Set(standing.remarks.map(({ act: id }) => id));
    const ends = acts
      .filter(({ kind, id }) => kind === 'terminated' && !done.has(id))
      .flatMap(({ lastDay }) => lastDay ?? []);
    for (let day = -5; day < 125; day++) {
      const today = formatDate((parseDate('2026-01-01') ?? 0) + day);
      const begun = standing.versions
        .filter(
          ({ signedMs, version }) => signedMs !== undefined && version.from <= today && signedMs < msOf(today) + DAY_MS,
        )
        .filter(({ signedMs, version }) => context.dateOf(signedMs ?? 0) <= version.until)
        .sort((a, b) => (a.signedMs ?? 0) - (b.signedMs ?? 0) || (a.version.id < b.version.id ? -1 : 1));
      const last = begun.at(-1)?.version;
      const expected = last && today <= last.until && ends.every((end) => today <= end) ? last.version : undefined;
      assert.equal(versionOn(standing, today)?.version, expected, `seed ${seed}, ${today}`);
      const found = standing.versions.filter(
        ({ inForce }) => inForce && inForce.from <= today && today <= inForce.until,
      );
      assert.ok(found.length <= 1, `seed ${seed}, ${today}`);
      inForceCount += found.length;
    }
  }
  assert.ok(inForceCount > 1000, `${inForceCount} days`);
});
