import type { GainShares, ShareRuleId } from '../../domain/gain-shares.js';
import type { Plan } from '../../domain/plan.js';
import type { Shipments } from '../../domain/shipments.js';
import { subjectOf } from '../../domain/subject.js';
import type { Workspace } from '../../domain/workspace.js';
import { PricedNetwork } from '../../workers/priced-network.js';
import { planCoalitions } from './coalition-accounts.js';
import { dualShares } from './dual-shares.js';
import { groupGains } from './group-gains.js';
import { interchangeLabels, laneLabels } from './parcel-labels.js';
import { ruleShares } from './rule-shares.js';
import { coalitionCosts, positionsOf, sharedGame } from './shared-game.js';
import type { ShareSettings, JointPlan } from './share-settings.js';

/**
 * What a joint plan saves against its parties alone, and how every rule shares it; docs/sharing.md. The plans of all
 * smaller coalitions are made here: of each party alone, and from three parties on of those between.
 */
export async function shareGain(
  workspace: Workspace,
  shipments: Shipments,
  joint: JointPlan,
  settings: ShareSettings,
): Promise<GainShares> {
  const lanes = laneLabels(workspace, shipments);
  const points = interchangeLabels(workspace, shipments, joint.plan);
  const labelings = [lanes, points].map(({ names, of }) => ({ count: names.length, of }));
  const accounts = await planCoalitions({ workspace, shipments }, joint, labelings, settings);
  const network = PricedNetwork.open(workspace, shipments, settings.threads);
  try {
    const dual = await dualShares(network, workspace, shipments, joint.certificate);
    const game = sharedGame(workspace, accounts);
    const agreedRule = agreedRuleOf(workspace);
    const rules = ruleShares({ workspace, shipments, accounts, game, dual, agreedRule });
    const agreed = rules.find(({ rule }) => rule === (agreedRule ?? 'shapley'));
    const scale = (minor: number): number => minor / workspace.minorPerMajor;
    const { together, apart } = game;
    const groups = { workspace, shipments, accounts, game, agreed };
    return {
      ...subjectOf(workspace),
      agreedRule,
      apart: scale(apart),
      together: scale(together),
      gain: scale(apart - together),
      gainLeast: scale(game.apartLeast - together),
      gainMost: scale(apart - game.togetherLeast),
      optionalRuns: scale(optionalRunsCost(workspace, joint.plan)),
      positions: positionsOf(workspace, shipments, accounts),
      coalitions: coalitionCosts(workspace, accounts),
      rules,
      lanes: groupGains(groups, 0, lanes),
      interchanges: groupGains(groups, 1, points),
    };
  } finally {
    await network.close();
  }
}

function agreedRuleOf({ agreement }: Workspace): ShareRuleId | undefined {
  const method = agreement?.gainShare.method;
  return method === undefined || method === 'none' ? undefined : method;
}

function optionalRunsCost({ network }: Workspace, plan: Plan): number {
  return plan.openedRuns.reduce((sum, { option, runs }) => sum + runs * network.options.costPerRun[option], 0);
}
