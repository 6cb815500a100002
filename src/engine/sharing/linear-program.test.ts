import assert from 'node:assert/strict';
import test from 'node:test';
import { Prng } from '../../base/prng.js';
import { solveLinearProgram } from './linear-program.js';
import type { LinearProgram } from './linear-program.js';
import { leastByHighs } from './mps-for-test.js';

test('solveLinearProgram finds a corner of a triangle, and what its sides are worth', () => {
  // Most of x + 2y where x <= 4, y <= 3 and x + y <= 5: x = 2, y = 3.
  const answer = solveLinearProgram({
    objective: [-1, -2],
    rows: [
      [1, 0],
      [0, 1],
      [1, 1],
    ],
    limit: [4, 3, 5],
    equalRows: [],
    equalTo: [],
  });
  assert.ok(answer.status === 'optimal');
  assert.deepEqual([...answer.x], [2, 3]);
  assert.equal(answer.value, -8);
  assert.deepEqual([...answer.price], [0, 1, 1]);
});

test('solveLinearProgram says when nothing is feasible and when nothing ends it', () => {
  const free = { equalRows: [], equalTo: [] };
  const apart = { objective: [1], rows: [[1], [-1]], limit: [1, -2], ...free };
  assert.equal(solveLinearProgram(apart).status, 'infeasible');
  assert.equal(solveLinearProgram({ objective: [1], rows: [[1]], limit: [1], ...free }).status, 'unbounded');
});

test('solveLinearProgram agrees with HiGHS, and its prices explain its value', async () => {
  for (let seed = 1; seed <= 25; seed++) {
    const program = randomProgram(seed);
    const answer = solveLinearProgram(program);
    assert.ok(answer.status === 'optimal', `seed ${seed}: ${answer.status}`);
    const expected = await leastByHighs(program);
    assert.ok(Math.abs(answer.value - expected) < 1e-6, `seed ${seed}: ${answer.value}, not ${expected}`);
    program.rows.forEach((row, index) => {
      const used = row.reduce((sum, cell, variable) => sum + cell * answer.x[variable], 0);
      assert.ok(used <= program.limit[index] + 1e-7, `seed ${seed}: row ${index}`);
      const slack = program.limit[index] - used;
      assert.ok(answer.price[index] * slack < 1e-6, `seed ${seed}: row ${index} has a price and room`);
    });
  }
});

/** A program that has an optimum: a box about a point that keeps all rows. */
function randomProgram(seed: number): LinearProgram {
  const prng = new Prng(seed);
  const size = 2 + prng.below(5);
  const vector = (): number[] => Array.from({ length: size }, () => prng.below(11) - 5);
  const inside = vector();
  const at = (row: readonly number[]): number => row.reduce((sum, cell, index) => sum + cell * inside[index], 0);
  const cuts = Array.from({ length: 3 + prng.below(10) }, vector);
  const box = inside.flatMap((_, index) =>
    [1, -1].map((sign) => inside.map((__, other) => (other === index ? sign : 0))),
  );
  const equalRows = Array.from({ length: prng.below(2) }, vector);
  return {
    objective: vector(),
    rows: [...cuts, ...box],
    limit: [...cuts.map((row) => at(row) + prng.below(8)), ...box.map((row) => at(row) + 20)],
    equalRows,
    equalTo: equalRows.map(at),
  };
}
