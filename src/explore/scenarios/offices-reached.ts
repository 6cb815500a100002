import type { OfficesReached } from '../../domain/exploration.js';
import { promiseDesk } from '../../planner/promise/promise-desk.js';
import { measureCoverage, WITHIN_DAYS } from '../coverage/measure-coverage.js';
import { usualPostingSec } from '../coverage/origins.js';
import type { World } from './apply-scenario.js';

const HALF = 0.5;

/** Share of offices reached within some days by an ordinary parcel posted at the usual hour from where parcels start. */
export function officesReached({ workspace, shipments }: World): OfficesReached {
  const postedSec = usualPostingSec(workspace, shipments, undefined);
  const { coverage } = measureCoverage(
    promiseDesk(workspace),
    {
      parcel: { postedSec, g: 500, ml: 2500, product: 0, goods: 0, codAmount: 0 },
      origins: 'shipments',
      share: HALF,
      withinDays: WITHIN_DAYS,
    },
    { shipments, areas: { people: undefined, circle: undefined } },
  );
  const within = (kind: 'better_alone' | 'joint'): readonly number[] => {
    const way = coverage.ways.findIndex((one) => one.kind === kind);
    return coverage.all.byOffices[way]?.within ?? [];
  };
  return { withinDays: WITHIN_DAYS, apart: within('better_alone'), joint: within('joint') };
}
