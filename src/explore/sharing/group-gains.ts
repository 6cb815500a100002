import type { GroupGain, RuleShares } from '../../domain/gain-shares.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { shapleyShares } from '../../engine/sharing/shapley.js';
import type { CoalitionAccounts } from './coalition-accounts.js';
import type { LaneName, ParcelLabels } from './parcel-labels.js';
import type { SharedGame } from './shared-game.js';

/**
 * The gain of each group of parcels, largest first, in major money. Shapley's rule is additive, so each group is a game
 * of its own and the groups' shares sum to the whole; by another rule a group's gain is split as the whole gain is.
 */
export function groupGains(
  from: {
    readonly workspace: Workspace;
    readonly shipments: Shipments;
    readonly accounts: CoalitionAccounts;
    readonly game: SharedGame;
    readonly agreed: RuleShares | undefined;
  },
  labeling: number,
  { names, of }: ParcelLabels<LaneName>,
): GroupGain[] {
  const { workspace, shipments, accounts, agreed } = from;
  const { parties, minorPerMajor } = workspace;
  const parcels = new Uint32Array(names.length);
  for (let i = 0; i < shipments.count; i++) parcels[of[i]] = parcels[of[i]] + 1;
  const netOf = (coalition: number, label: number, party: number): number =>
    accounts.of.get(coalition)?.netBy[labeling][label * parties.length + party] ?? 0;
  const systemOf = (coalition: number, label: number): number =>
    parties.reduce((sum, _, party) => sum + netOf(coalition, label, party), 0);
  const additive = accounts.orders === undefined && (agreed === undefined || agreed.rule === 'shapley');
  const total = agreed?.parties.reduce((sum, { gain }) => sum + gain, 0) ?? 0;
  const groups = names.map(({ from: start, to }, label): GroupGain => {
    const alone = parties.map((_, party) => netOf(1 << party, label, party));
    const apart = alone.reduce((sum, cost) => sum + cost, 0);
    const together = systemOf(accounts.everybody, label);
    const cost = Float64Array.from({ length: 2 ** parties.length }, (_, coalition) => systemOf(coalition, label));
    const shares = additive ? shapleyShares({ playerCount: parties.length, cost }) : undefined;
    const shared = parties.map((_, party) => {
      if (shares) return alone[party] - shares[party];
      return total === 0 ? 0 : ((agreed?.parties[party].gain ?? 0) / total) * (apart - together);
    });
    return {
      from: start,
      to,
      parcels: parcels[label],
      apart: apart / minorPerMajor,
      together: together / minorPerMajor,
      gain: (apart - together) / minorPerMajor,
      landed: alone.map((cost_, party) => (cost_ - netOf(accounts.everybody, label, party)) / minorPerMajor),
      shared: shared.map((gain) => gain / minorPerMajor),
    };
  });
  return groups.toSorted((a, b) => b.gain - a.gain || b.parcels - a.parcels);
}
