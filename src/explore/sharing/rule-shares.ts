import { Prng } from '../../base/prng.js';
import { SHARE_RULES } from '../../domain/gain-shares.js';
import type { RuleMonotonicity, RuleShares, ShareRuleId } from '../../domain/gain-shares.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { allocationProperties, monotonicityOf } from '../../engine/sharing/allocation-properties.js';
import { equalProfitShares } from '../../engine/sharing/equal-profit.js';
import { nucleolusShares } from '../../engine/sharing/nucleolus.js';
import { proportionalShares, volumeShares } from '../../engine/sharing/proportional.js';
import { sampledShapley } from '../../engine/sharing/sampled-shapley.js';
import { shapleyShares } from '../../engine/sharing/shapley.js';
import { monotoneRange, sampledRange } from '../../engine/sharing/share-range.js';
import type { ShareRange, ShareRule } from '../../engine/sharing/share-range.js';
import type { CoalitionAccounts } from './coalition-accounts.js';
import type { DualShare } from './dual-shares.js';
import { membersIn, netPositions, volumesOf } from './shared-game.js';
import type { SharedGame } from './shared-game.js';

/** Corners of what the proofs leave open that are tried where no exact range is known. */
const RANGE_SAMPLES = 64;

interface RuleInput {
  readonly workspace: Workspace;
  readonly shipments: Shipments;
  readonly accounts: CoalitionAccounts;
  readonly game: SharedGame;
  readonly dual: readonly DualShare[];
  readonly agreedRule: ShareRuleId | undefined;
}

/** Shares in minor money, with how far they can be off. */
interface Allocation {
  readonly shares: Float64Array;
  readonly range: RuleShares['range'];
  readonly limits: ShareRange;
  readonly monotone: RuleMonotonicity | undefined;
}

/** Every rule that the planned coalitions allow, in major money. */
export function ruleShares(input: RuleInput): RuleShares[] {
  const { workspace, accounts, game, agreedRule } = input;
  const { minorPerMajor, parties } = workspace;
  const positions = netPositions(accounts, parties.length);
  return SHARE_RULES.flatMap((rule) => {
    const allocation = allocationBy(rule, input);
    if (!allocation) return [];
    const { shares, limits, range, monotone } = allocation;
    const { surplus, leastSaving, coreSlack, worstCoalition } = allocationProperties(game.most, shares);
    const money = (minor: number): number => minor / minorPerMajor;
    return {
      rule,
      agreed: rule === agreedRule,
      parties: positions.map(({ alone, net }, party) => ({
        share: money(shares[party]),
        gain: money(alone - shares[party]),
        transfer: money(net - shares[party]),
        least: money(limits.least[party]),
        most: money(limits.most[party]),
      })),
      range,
      surplus: money(surplus),
      leastSaving: money(leastSaving),
      coreSlack: money(coreSlack),
      worstCoalition: membersIn(worstCoalition, parties.length),
      monotone,
    };
  });
}

function allocationBy(rule: ShareRuleId, input: RuleInput): Allocation | undefined {
  const { accounts, workspace, shipments, game, dual } = input;
  const sampled = accounts.orders !== undefined;
  switch (rule) {
    case 'shapley':
      return sampled ? shapleyBySample(input, accounts.orders) : byTable(game, shapleyShares, true);
    case 'nucleolus':
      return sampled ? undefined : byTable(game, nucleolusShares, workspace.parties.length === 2);
    case 'equal_profit':
      return sampled ? undefined : byTable(game, equalProfitShares, workspace.parties.length === 2);
    case 'proportional':
      return byTable(game, proportionalShares, true);
    case 'volume': {
      const volumes = volumesOf(workspace, shipments);
      return byTable(game, (one) => volumeShares(one, volumes), true);
    }
    default:
      return byDualPrices(accounts, dual);
  }
}

/** A rule over the table of costs; `moves` says that a share rises with the costs of what holds the party. */
function byTable({ least, most, apart, together }: SharedGame, rule: ShareRule, moves: boolean): Allocation {
  const limits = moves
    ? monotoneRange(least, most, rule)
    : sampledRange(least, most, rule, { samples: RANGE_SAMPLES, prng: new Prng(1) });
  const step = Math.max(Math.abs(apart - together), Math.abs(apart) * 1e-3, 1) * 0.01;
  return {
    shares: rule(most),
    limits,
    range: moves ? 'exact' : 'sampled',
    monotone: monotonicityOf(most, rule, step),
  };
}

function shapleyBySample({ game, workspace }: RuleInput, orders: Uint8Array): Allocation {
  const { parties } = workspace;
  const estimate = (costOf: (coalition: number) => number) => sampledShapley(parties.length, orders, costOf);
  const { shares } = estimate((coalition) => game.most.cost[coalition]);
  const limit = (holding: SharedGame['most'], without: SharedGame['most'], sign: number): Float64Array =>
    Float64Array.from(parties, (_, party) => {
      const corner = estimate((coalition) => (((coalition >> party) & 1) === 1 ? holding : without).cost[coalition]);
      return corner.shares[party] + sign * corner.margin[party];
    });
  const limits = { least: limit(game.least, game.most, -1), most: limit(game.most, game.least, 1) };
  return { shares, limits, range: 'confidence', monotone: { aggregate: true, coalitional: true } };
}

/**
 * Dual prices share what is proved: the bound. What members earn above their cost by carrying is theirs, and what the
 * gap leaves open is shared in proportion to their parcels' ways; nobody's share moves further than the gap.
 */
function byDualPrices({ of, everybody }: CoalitionAccounts, dual: readonly DualShare[]): Allocation {
  const account = of.get(everybody);
  const proved = Float64Array.from(dual, ({ share }, party) => {
    const member = account?.members[party];
    return member ? share - member.received + member.carrying : share;
  });
  const open = (account?.charged ?? 0) - dual.reduce((sum, { share }) => sum + share, 0);
  const ways = dual.reduce((sum, one) => sum + one.ways, 0);
  const shares = proved.map((share, party) => share + open * (ways > 0 ? dual[party].ways / ways : 1 / dual.length));
  return {
    shares,
    limits: { least: proved, most: proved.map((share) => share + open) },
    range: 'exact',
    monotone: undefined,
  };
}
