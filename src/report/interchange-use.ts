import { STEP_KINDS, type Plan } from '../domain/plan.js';
import { UNLIMITED } from '../domain/network.js';
import type { Interchange } from '../domain/agreement.js';
import type { Workspace } from '../domain/workspace.js';
import type { Classes } from './classes.js';
import type { Loads } from './loads.js';

/** How much of an interchange's windows a plan uses over the horizon. */
export interface InterchangeUse {
  readonly id: string;
  readonly name: string;
  readonly windows: number;
  readonly windowsFull: number;
  readonly granted: number | null; // parcels in all windows; null when a window has no limit
  readonly used: number;
  readonly busiestWindowShare: number | null; // of its grant
  readonly directions: readonly { readonly from: string; readonly to: string; readonly parcels: number }[];
}

const TRANSFER = STEP_KINDS.indexOf('transfer');

/** One row per interchange of the agreement, in its order. */
export function interchangeUse(workspace: Workspace, plan: Plan, loads: Loads, classes: Classes): InterchangeUse[] {
  const interchanges = workspace.agreement?.interchanges ?? [];
  const tendered = interchanges.map(({ directions }) => directions.map(() => 0));
  const { firstStep, stepKind, stepWhat, stepDay } = plan.parts;
  for (let index = 0; index < classes.count; index++) {
    const part = classes.part[index];
    for (let step = firstStep[part]; step < firstStep[part + 1]; step++) {
      if (stepKind[step] !== TRANSFER) continue;
      const byDirection = tendered[stepWhat[step]];
      const direction = stepDay[step];
      byDirection[direction] = (byDirection[direction] ?? 0) + classes.parcels[index];
    }
  }
  const { windows } = loads;
  return interchanges.map((interchange, index) => {
    const { id, directions } = interchange;
    const first = windows.firstOfInterchange[index];
    const last = windows.firstOfInterchange[index + 1];
    const granted = [...windows.granted.subarray(first, last)];
    const used = [...windows.used.subarray(first, last)];
    const limited = !granted.includes(UNLIMITED);
    const shares = used.map((parcels, row) => (granted[row] > 0 ? parcels / granted[row] : 0));
    return {
      id,
      name: interchangeName(workspace, interchange),
      windows: granted.length,
      windowsFull: shares.filter((share) => share >= 1).length,
      granted: limited ? granted.reduce((sum, parcels) => sum + parcels, 0) : null,
      used: used.reduce((sum, parcels) => sum + parcels, 0),
      busiestWindowShare: limited && shares.length > 0 ? Math.max(...shares) : null,
      directions: directions.map(({ from, to }, direction) => ({
        from: workspace.parties[from]?.id ?? '',
        to: workspace.parties[to]?.id ?? '',
        parcels: tendered[index]?.[direction] ?? 0,
      })),
    };
  });
}

/** What people call an interchange: the words with which its facilities' names begin alike, or else its id. */
export function interchangeName({ network }: Workspace, interchange: Interchange): string {
  const names = [...interchange.facilities.values()].map((facility) =>
    (network.facilities.name[facility] ?? '').split(' '),
  );
  const [first = [], ...others] = names;
  const alike = first.findIndex((word, index) => others.some((name) => name[index] !== word));
  const common = first.slice(0, alike < 0 ? first.length : alike).join(' ');
  return common === '' ? interchange.id : common;
}
