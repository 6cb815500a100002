import assert from 'node:assert/strict';
import type { Mode } from '../../store/database/column-types.js';
import { refusal } from '../server-for-test.js';
import { playShipments } from '../shipments/visibility-of-shipments-for-test.js';
import { allOf, ifSeen, type Asker, type Checks, type Stage } from '../visibility-for-test.js';

interface KnownExploration {
  readonly id: string;
  readonly mode: Mode;
  readonly requestedBy: string;
  readonly kind: string;
}

/** One carrier asks for scenarios and coverage in live mode, the other for shares in test mode. */
export async function playExplorations(stage: Stage): Promise<readonly KnownExploration[]> {
  const { made, ids, as } = stage;
  await stage.know(playShipments);
  const known: KnownExploration[] = [];
  const ask = async (
    requestedBy: string,
    mode: Mode,
    body: Parameters<Asker['client']['createExploration']>[0]['body'],
  ) => {
    made.wait(1);
    const { id, kind } = (await as(requestedBy, mode).createExploration({ body })).body;
    known.push({ id, mode, requestedBy, kind });
  };
  const scenarios = [{ scenario: 'More', agreement: { scale: { 'capacity[*].kg': 1.5 } } }];
  await ask(ids.ats, 'live', { kind: 'scenarios', scenarios, seconds: 2, gap: 0.1 });
  await ask(ids.ats, 'live', { kind: 'coverage' });
  await ask(ids.post, 'test', { kind: 'sharing', seconds: 2, gap: 0.1 });
  await made.runJobs();
  return known;
}

const sees = ({ mode, requestedBy }: KnownExploration, asker: Asker): boolean =>
  mode === asker.mode && requestedBy === asker.partyId;

const BODY = { kind: 'coverage' } as const;
const PREVIEW = { scenario: { scenario: 'As it is' } } as const;

export const EXPLORATION_CHECKS: Checks<
  | 'createExploration'
  | 'previewScenario'
  | 'listExplorations'
  | 'getExploration'
  | 'getExplorationResult'
  | 'getExplorationMap'
  | 'cancelExploration'
> = {
  createExploration: async (stage, { partyId, client }) => {
    const isCarrier = stage.organisations.some(({ id, kind }) => id === partyId && kind === 'carrier');
    if (!isCarrier) await refusal(client.createExploration({ body: BODY }), 'forbidden');
  },
  previewScenario: async (stage, { partyId, client }) => {
    const isCarrier = stage.organisations.some(({ id, kind }) => id === partyId && kind === 'carrier');
    if (!isCarrier) {
      await refusal(client.previewScenario({ body: PREVIEW }), 'forbidden');
      return;
    }
    const { own, base, outcome, figures } = (await client.previewScenario({ body: PREVIEW })).body;
    assert.equal(figures, 'own'); // the agreement does not share planning figures
    for (const one of [base, outcome]) checkOutcome(one, own);
  },
  listExplorations: async (stage, asker) => {
    const seen = await allOf(stage, (query) => asker.client.listExplorations({ query }));
    const known = (await stage.know(playExplorations)).filter((one) => sees(one, asker)).map(({ id }) => id);
    assert.deepEqual(
      seen.map(({ id }) => id),
      known.toReversed(),
    );
  },
  getExploration: async (stage, asker) => {
    for (const one of await stage.know(playExplorations)) {
      const told = await ifSeen(sees(one, asker), asker.client.getExploration({ params: { id: one.id } }));
      if (told !== undefined) assert.equal(told.state, 'succeeded', told.fault ?? '');
    }
  },
  getExplorationResult: async (stage, asker) => {
    for (const one of await stage.know(playExplorations)) {
      const asking = asker.client.getExplorationResult({ params: { id: one.id } });
      const told = await ifSeen(sees(one, asker), asking);
      if (told?.kind === 'scenarios')
        for (const outcome of [told.base, ...told.scenarios]) checkOutcome(outcome, told.own);
      if (told?.kind === 'sharing') {
        const { apart, together, gain, rules, positions } = told.sharing;
        assert.deepEqual([apart, together, gain, rules], [null, null, null, []]);
        const others = positions.filter((_, party) => party !== told.own);
        assert.ok(others.every((position) => Object.values(position).every((value) => value === null)));
      }
    }
  },
  getExplorationMap: async (stage, asker) => {
    for (const one of await stage.know(playExplorations)) {
      const asking = asker.client.getExplorationMap({ params: { id: one.id } });
      if (sees(one, asker) && one.kind !== 'coverage') await refusal(asking, 'conflict');
      else await ifSeen(sees(one, asker), asking);
    }
  },
  cancelExploration: async (stage, asker) => {
    for (const one of await stage.know(playExplorations)) {
      const code = sees(one, asker) ? 'conflict' : 'not_found';
      await refusal(asker.client.cancelExploration({ params: { id: one.id } }), code);
    }
  },
};

interface Told {
  readonly cost: { readonly amount: number | null };
  readonly alone: { readonly amount: number | null };
  readonly gain: { readonly amount: number | null };
  readonly co2Kg: number | null;
  readonly parties: readonly { readonly gain: number | null }[];
}

/** Of money only one's own: with the total, the partner's would be known too. */
function checkOutcome({ cost, alone, gain, co2Kg, parties }: Told, own: number): void {
  assert.deepEqual([cost.amount, alone.amount, gain.amount, co2Kg], [null, null, null, null]);
  parties.forEach((party, index) => assert.equal(party.gain === null, index !== own));
}
