import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clauseAnchor, clauseInForce, worthsByPath, type AmountWorth, type TermWorth } from './clause-worths.js';

const amountOf = (clause: string): AmountWorth => ({
  clause, line: 7, party: 1, on: 'RAIL-*', says: '30 %', unit: 'kg', per: 'departure', grants: 6, used: 4, full: 2, binding: 1,
  worth: 12.5, worthOfPoint: null, cost: 0, where: [],
} as unknown as AmountWorth); // prettier-ignore
const termOf = (clause: string): TermWorth => ({
  clause,
  product: 'standard',
  says: 'up to 35 kg',
  without: 'more than 35 kg',
  parcels: 3,
  better: 2,
  worth: 40,
});

const TERMS = { interchange: [{ id: 'IX-DEL' }, { id: 'IX-BOM' }], products: [{ id: 'express' }, { id: 'standard' }] };

test('worths stand at the clause whose amounts they are, whether it is named by id or by position', () => {
  const worths = worthsByPath(
    {
      clauses: [
        amountOf('interchange[1].parcels_per_window'),
        amountOf('capacity[3].kg'),
        amountOf('capacity[3].litres'),
      ],
      terms: [termOf('products[1].weight_kg_max')],
    },
    TERMS,
  );
  assert.deepEqual([...worths.keys()], ['interchange[IX-BOM]', 'capacity[3]', 'products[standard]']);
  assert.equal(worths.get('capacity[3]')?.amounts.length, 2);
  assert.equal(worths.get('products[standard]')?.terms[0]?.parcels, 3);
});

test('a clause has an anchor that an address can hold', () => {
  assert.equal(clauseAnchor('interchange[IX-DEL]'), 'clause-interchange-IX-DEL');
  assert.equal(clauseInForce('capacity[3]'), '/agreements/current#clause-capacity-3');
});
