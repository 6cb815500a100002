import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Prng } from '../../base/prng.js';
import type { Container, PackLimits, Piece, Yard, YardAct } from '../../domain/container.js';
import { buildManifest } from '../plans/build-manifest.js';
import { START_MS, shuffled } from '../events/events-for-test.js';
import { foldYard } from './fold-yard.js';
import { indexYard, insideOf } from './pack-rules.js';

const LIMITS: PackLimits = {
  weightGMax: { bag: 10_000, cage: 60_000 },
  piecesMax: { bag: 20, cage: 100 },
  goodsApart: 1,
};

const piece = (id: string, more: Partial<Piece> = {}): Piece => ({
  id, party: 'ats', weightG: 1000, goods: 0, sortsAt: ['post:HUB-DEL'], container: undefined, ...more,
}); // prettier-ignore
const container = (id: string, more: Partial<Container> = {}): Container => ({
  id, kind: 'bag', party: 'ats', opensAt: 'post:HUB-DEL', contents: 'mixed', status: 'open', seal: undefined,
  container: undefined, ...more,
}); // prettier-ignore

function yardOf(pieces: readonly Piece[], containers: readonly Container[]): Yard {
  return {
    pieces: new Map(pieces.map((one) => [one.id, one])),
    containers: new Map(containers.map((one) => [one.id, one])),
  };
}

type Doing = YardAct extends infer T ? (T extends YardAct ? Omit<T, keyof Told> & Partial<Told> : never) : never;
type Told = { id: string; party: string; deviceMs: number; serverMs: number };

function actsOf(...doing: readonly Doing[]): YardAct[] {
  return doing.map((act, index) => {
    const deviceMs = START_MS + index * 1000;
    return { id: `a${index}`, party: 'ats', deviceMs, serverMs: deviceMs, ...act };
  });
}

const put = (item: string, into: string, what: 'piece' | 'container' = 'piece'): Doing => ({
  kind: 'put',
  what,
  item,
  into,
});
const take = (item: string, from: string): Doing => ({ kind: 'take', what: 'piece', item, from });
const close = (id: string): Doing => ({ kind: 'close', container: id });
const seal = (id: string, number: string): Doing => ({ kind: 'seal', container: id, seal: number });

const YARD = yardOf(
  [
    piece('P1'),
    piece('P2'),
    piece('P3', { sortsAt: ['post:HUB-BOM'] }),
    piece('P4', { goods: 1 }),
    piece('P5', { weightG: 9500 }),
  ],
  [
    container('BAG-1'),
    container('BAG-2'),
    container('CAGE', { kind: 'cage' }),
    container('DIRECT', { contents: 'direct' }),
  ],
);

function refusalsOf(...doing: readonly Doing[]): string[] {
  const { refused } = foldYard(YARD, actsOf(...doing), LIMITS);
  return refused.flatMap(({ act, refusals }) => refusals.map(({ code }) => `${act.id} ${code}`));
}

test('pieces go into bags, bags into cages; what is closed and sealed stays as it is', () => {
  const { yard, refused } = foldYard(
    YARD,
    actsOf(
      put('P1', 'BAG-1'),
      put('P2', 'BAG-1'),
      close('BAG-1'),
      seal('BAG-1', 'S-9'),
      put('BAG-1', 'CAGE', 'container'),
    ),
    LIMITS,
  );
  assert.deepEqual(refused, []);
  assert.deepEqual(
    insideOf(indexYard(yard), 'CAGE').pieces.map(({ id }) => id),
    ['P1', 'P2'],
  );
  assert.deepEqual([yard.containers.get('BAG-1')?.status, yard.containers.get('BAG-1')?.seal], ['sealed', 'S-9']);
  assert.equal(YARD.pieces.get('P1')?.container, undefined); // the yard that was given is as it was
});

test('every rule of packing refuses what breaks it, and says so', () => {
  assert.deepEqual(refusalsOf(put('P9', 'BAG-1'), put('P1', 'BAG-9')), ['a0 unknown_piece', 'a1 unknown_container']);
  assert.deepEqual(refusalsOf({ ...put('P1', 'BAG-1'), party: 'post' }), ['a0 other_party', 'a0 other_party']);
  assert.deepEqual(refusalsOf(put('P1', 'BAG-1'), close('BAG-1'), put('P2', 'BAG-1')), ['a2 not_open']);
  assert.deepEqual(refusalsOf(put('P1', 'BAG-1'), put('P1', 'BAG-2')), ['a1 elsewhere']);
  assert.deepEqual(refusalsOf(put('P1', 'BAG-1'), put('P1', 'BAG-1')), []); // done already
  assert.deepEqual(refusalsOf(take('P1', 'BAG-1')), ['a0 not_inside']);
  assert.deepEqual(refusalsOf(put('CAGE', 'BAG-1', 'container')), ['a0 cage_in_container']);
  assert.deepEqual(refusalsOf(put('BAG-1', 'BAG-1', 'container')), ['a0 cycle']);
  const round = [put('BAG-1', 'BAG-2', 'container'), put('BAG-2', 'BAG-1', 'container')];
  assert.deepEqual(refusalsOf(...round), ['a1 cycle']);
  assert.deepEqual(refusalsOf(put('P3', 'DIRECT')), ['a0 other_destination']);
  assert.deepEqual(refusalsOf(put('BAG-1', 'DIRECT', 'container')), ['a0 other_destination']);
  assert.deepEqual(refusalsOf(put('P1', 'BAG-1'), put('P4', 'BAG-1')), ['a1 goods_apart']);
  assert.deepEqual(refusalsOf(put('P1', 'BAG-1'), put('P5', 'BAG-1')), ['a1 too_heavy']);
  const exact: PackLimits = { ...LIMITS, weightGMax: { bag: 10_500, cage: 60_000 } };
  assert.deepEqual(foldYard(YARD, actsOf(put('P1', 'BAG-1'), put('P5', 'BAG-1')), exact).refused, []);
  assert.deepEqual(refusalsOf(close('BAG-1')), ['a0 empty']);
  const open = [put('P1', 'BAG-1'), put('BAG-1', 'CAGE', 'container'), close('CAGE')];
  assert.deepEqual(refusalsOf(...open), ['a2 open_inside']);
  assert.deepEqual(refusalsOf(put('P1', 'BAG-1'), seal('BAG-1', 'S')), ['a1 not_closed']);
  const sealed = [put('P1', 'BAG-1'), put('P2', 'BAG-2'), close('BAG-1'), close('BAG-2'), seal('BAG-1', 'S')];
  assert.deepEqual(refusalsOf(...sealed, seal('BAG-2', 'S')), ['a5 seal_used']);
  const full: PackLimits = { ...LIMITS, piecesMax: { bag: 20, cage: 1 } };
  const two = actsOf(put('BAG-1', 'CAGE', 'container'), put('P1', 'BAG-1'), put('P2', 'BAG-1'));
  assert.deepEqual(foldYard(YARD, two, full).refused[0].refusals, [
    { code: 'too_many', words: 'CAGE would hold 2 pieces of 1' },
  ]);
});

test('a yard of wild acts keeps every law, and any order or number of copies gives the same yard', () => {
  for (let seed = 1; seed <= 150; seed++) {
    const random = new Prng(seed);
    const [pieces, containers] = [[...YARD.pieces.keys()], [...YARD.containers.keys()]];
    const doing = Array.from({ length: 25 }, (): Doing => {
      const of = random.chance(0.7) ? ('piece' as const) : ('container' as const);
      const item = random.pick(of === 'piece' ? pieces : containers);
      const at = { deviceMs: START_MS + random.below(15), serverMs: START_MS + 100 };
      const there = random.pick(containers);
      const acts: Doing[] = [
        { ...put(item, there, of), ...at },
        { ...put(item, there, of), ...at },
        { kind: 'take', what: of, item, from: there, ...at },
        { ...close(there), ...at },
        { ...seal(there, `S${random.below(2)}`), ...at },
        { kind: 'open', container: there, ...at },
      ];
      return random.pick(acts);
    });
    const acts = actsOf(...doing);
    const folded = foldYard(YARD, acts, LIMITS);
    assert.deepEqual(foldYard(YARD, shuffled([...acts, ...acts.slice(5)], random), LIMITS), folded, `seed ${seed}`);
    checkLaws(folded.yard, `seed ${seed}`);
  }
});

test('buildManifest names all that is inside once, and refuses what is open, inside, foreign or not there', () => {
  const done = foldYard(
    YARD,
    actsOf(put('P1', 'BAG-1'), close('BAG-1'), seal('BAG-1', 'S'), put('BAG-1', 'CAGE', 'container'), close('CAGE')),
    LIMITS,
  ).yard;
  const about = { id: 'M1', giver: 'ats', receiver: 'post', interchange: 'IX-DEL', tenderMs: START_MS };
  const built = buildManifest(done, { pieces: ['P2'], containers: ['CAGE'] }, about);
  assert.deepEqual(built, {
    status: 'built',
    manifest: {
      ...about,
      lines: [{ piece: 'P1', weightG: 1000, container: 'BAG-1' }, { piece: 'P2', weightG: 1000, container: undefined }],
      containers: [
        { id: 'BAG-1', kind: 'bag', seal: 'S', container: 'CAGE' },
        { id: 'CAGE', kind: 'cage', seal: undefined, container: undefined },
      ],
    },
  }); // prettier-ignore
  const refused = buildManifest(done, { pieces: ['P1', 'P9'], containers: ['BAG-2'] }, { ...about, giver: 'ats' });
  assert.deepEqual(refused, {
    status: 'refused',
    reasons: [
      'P1 is in BAG-1; tender that, or take it out',
      'there is no piece P9 here',
      'BAG-2 is open; close it first',
    ],
  });
  assert.equal(buildManifest(done, { pieces: [], containers: [] }, about).status, 'refused');
  assert.equal(buildManifest(done, { pieces: ['P2'], containers: [] }, { ...about, giver: 'post' }).status, 'refused');
});

/** One parent that exists, no cycles, limits kept, direct containers pure, sealed ones without anything open, seals unique. */
function checkLaws(yard: Yard, where: string): void {
  const indexed = indexYard(yard);
  const seals = [...yard.containers.values()].flatMap(({ seal: number }) => number ?? []);
  assert.equal(new Set(seals).size, seals.length, where);
  for (const one of yard.containers.values()) {
    const inside = insideOf(indexed, one.id);
    assert.ok(!inside.containers.includes(one), where);
    assert.ok(one.container === undefined || yard.containers.has(one.container), where);
    const weightG = inside.pieces.reduce((sum, { weightG: own }) => sum + own, 0);
    assert.ok(weightG <= LIMITS.weightGMax[one.kind], where);
    assert.ok(new Set(inside.pieces.map(({ goods }) => goods & LIMITS.goodsApart)).size <= 1, where);
    if (one.contents === 'direct')
      assert.ok(
        inside.pieces.every(({ sortsAt }) => sortsAt?.includes(one.opensAt)),
        where,
      );
    assert.equal(one.status === 'sealed', one.seal !== undefined, where);
  }
}
