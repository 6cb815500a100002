import type { SweepResult, SweptPoint } from '../../domain/exploration.js';
import type { Sweep } from '../../domain/scenario.js';
import { subjectOf } from '../../domain/subject.js';
import type { World } from './apply-scenario.js';
import { kneeOf } from './knee.js';
import { BASE, planAll, type ExploreSettings } from './explore-scenarios.js';
import { outcomeOf } from './outcome-of.js';

/**
 * Plans a workspace at every value of a swept number: cost and gain against the value, what one unit more would be worth
 * at each by the dual prices, and the knee of the curve. Parties alone need no agreement and are planned once.
 */
export async function sweepAgreement(base: World, sweep: Sweep, settings: ExploreSettings): Promise<SweepResult> {
  const startMs = performance.now();
  const { points } = sweep;
  const { minorPerMajor } = base.workspace;
  const { asItIs, apart, planned } = await planAll(
    base,
    points.map(({ scenario }) => scenario),
    settings,
    points.map(({ more }) => more?.agreement),
  );
  const baseOutcome = outcomeOf(BASE, asItIs, apart, undefined);
  const swept = points.map(({ value, text, scenario, more }, index): SweptPoint => {
    const { marginal } = planned[index];
    return {
      value,
      text,
      outcome: outcomeOf(scenario, planned[index], apart, baseOutcome),
      marginal: marginal === undefined || !more ? null : marginal / more.by / minorPerMajor,
    };
  });
  return {
    subject: subjectOf(base.workspace),
    path: sweep.path,
    unit: sweep.unit,
    base: sweep.base ?? null,
    gap: settings.gap,
    seconds: (performance.now() - startMs) / 1000,
    points: swept,
    knee: kneeOf(
      swept.map(({ value, text, outcome }) => ({
        value,
        text,
        worth: -outcome.cost.amount,
        sure: outcome.cost.high - outcome.cost.low,
      })),
    ),
    notes: base.workspace.notes,
  };
}
