import assert from 'node:assert/strict';
import test from 'node:test';
import { NONE } from '../../base/none.js';
import { Prng } from '../../base/prng.js';
import { pocketsOf } from './pockets.js';
import type { Groups } from './pockets.js';

function groupsOf(nodeCount: number, groups: readonly (readonly number[])[]): Groups {
  const firstMember = new Uint32Array(groups.length + 1);
  groups.forEach((members, g) => (firstMember[g + 1] = firstMember[g] + members.length));
  return { nodeCount, groupCount: groups.length, firstMember, member: Uint32Array.from(groups.flat()) };
}

test('pocketsOf splits an office loop off at its hub, and keeps a trip that runs through a hub in one piece', () => {
  // hubs 0-1-2 in a triangle; loop 0-3-4-0; 5 hangs on 2; one trip runs 6-1-7
  const groups = groupsOf(8, [
    [0, 1],
    [1, 2],
    [2, 0],
    [0, 3, 4, 0],
    [2, 5],
    [6, 1, 7],
  ]);
  const pockets = pocketsOf(groups, 2);
  assert.equal(pockets.coreCount, 3);
  const pocket = (node: number): number => pockets.pocketOf[pockets.newNode[node]];
  assert.equal(pocket(3), pocket(4));
  assert.equal(pocket(6), pocket(7));
  assert.notEqual(pocket(3), pocket(5));
  assert.equal(pockets.gate[pocket(3)], pockets.newNode[0]);
  assert.equal(pockets.gate[pocket(6)], pockets.newNode[1]);
  for (const hub of [0, 1, 2]) assert.equal(pocket(hub), NONE);
});

test('pocketsOf gates are the only way out of their pocket', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const prng = new Prng(seed);
    const nodeCount = 1 + prng.below(14);
    const groups = Array.from({ length: prng.below(14) }, () =>
      Array.from({ length: 1 + prng.below(3) }, () => prng.below(nodeCount)),
    );
    const sizeMax = 1 + prng.below(6);
    const pockets = pocketsOf(groupsOf(nodeCount, groups), sizeMax);
    assert.equal(new Set(pockets.newNode).size, nodeCount, `seed ${seed}`);
    for (const members of groups) {
      const places = members.map((node) => pockets.newNode[node]);
      const inside = new Set(places.map((place) => pockets.pocketOf[place]).filter((p) => p !== NONE));
      assert.ok(inside.size <= 1, `seed ${seed}: a group joins two pockets`);
      for (const place of places) {
        const inCore = place < pockets.coreCount;
        assert.equal(inCore, pockets.pocketOf[place] === NONE, `seed ${seed}`);
        for (const pocket of inside)
          if (inCore) assert.equal(place, pockets.gate[pocket], `seed ${seed}: not the gate`);
      }
    }
    for (let pocket = 0; pocket < pockets.pocketCount; pocket++) {
      const size = pockets.firstOfPocket[pocket + 1] - pockets.firstOfPocket[pocket];
      assert.ok(size >= 1 && size <= sizeMax, `seed ${seed}: ${size} nodes in a pocket`);
      assert.ok(pockets.gate[pocket] < pockets.coreCount, `seed ${seed}: gate outside the core`);
    }
  }
});
