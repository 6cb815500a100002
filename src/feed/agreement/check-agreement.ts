import { parseDate, weekdayBit, type Calendar } from '../../base/civil-time.js';
import type { Agreement, Interchange, InterchangeWindow } from '../../domain/agreement.js';
import type { Network } from '../../domain/network.js';
import type { FaultList } from '../tables/fault-list.js';

/** First and last seconds of the horizon at which something can come from or go on from a facility. */
interface Reach {
  readonly firstIn: Float64Array; // [facility] first arrival, or where parcels start at any time: -Infinity
  readonly lastOut: Float64Array; // [facility] last departure, or a delivery round
}

/** Warns of an agreement that is not in force on the horizon, and of windows that no departure can meet. */
export function checkAgreement(
  agreement: Agreement,
  network: Network,
  calendar: Calendar,
  report: {
    readonly file: string;
    readonly faults: FaultList;
    readonly windowLine: (interchange: number, window: number) => number;
  },
): void {
  const { file, faults } = report;
  const last = calendar.firstDay + calendar.dayCount - 1;
  const { effectiveFrom, effectiveUntil } = agreement;
  if (calendar.firstDay < (parseDate(effectiveFrom) as number) || last > (parseDate(effectiveUntil) as number)) {
    const message = 'the agreement is not in force on every day of the horizon; it is planned as if it were';
    const allowed = 'dates that hold the whole horizon';
    const value = `${effectiveFrom} to ${effectiveUntil}`;
    faults.add({ code: 'not_effective', severity: 'warning', file, column: 'effective', value, message, allowed });
  }
  const reach = reachOf(network, calendar);
  agreement.interchanges.forEach((interchange, index) => {
    interchange.windows.forEach((window, windowIndex) => {
      const useful = interchange.directions.some(({ from, to }) => {
        const [giving, receiving] = [interchange.facilities.get(from), interchange.facilities.get(to)];
        return (
          giving === undefined ||
          receiving === undefined ||
          isMet({ interchange, window, calendar, reach, giving, receiving })
        );
      });
      if (useful || interchange.directions.length === 0) return;
      faults.add({
        code: 'window_unmet',
        severity: 'warning',
        file,
        line: report.windowLine(index, windowIndex),
        column: `interchange[${index}].windows[${windowIndex}]`,
        message: `no departure can meet this window of ${interchange.id} within the horizon`,
        allowed: 'a window after an arrival at the giving and before a departure from the receiving facility',
      });
    });
  });
}

function isMet(at: {
  readonly interchange: Interchange;
  readonly window: InterchangeWindow;
  readonly calendar: Calendar;
  readonly reach: Reach;
  readonly giving: number;
  readonly receiving: number;
}): boolean {
  const { interchange, window, calendar, reach, giving, receiving } = at;
  for (let day = 0; day < calendar.dayCount; day++) {
    if ((window.days & weekdayBit(calendar.firstDay + day)) === 0) continue;
    const start = calendar.dayStartSec[day];
    const firstReady = start + window.openSec + interchange.transferSec;
    const lastManifest = start + window.closeSec - interchange.manifestSec;
    if (reach.firstIn[giving] <= lastManifest && reach.lastOut[receiving] >= firstReady) return true;
  }
  return false;
}

function reachOf(network: Network, calendar: Calendar): Reach {
  const { facilities, trips, calls, deliveries } = network;
  const firstIn = new Float64Array(facilities.count).fill(Infinity);
  const lastOut = new Float64Array(facilities.count).fill(-Infinity);
  for (let trip = 0; trip < trips.count; trip++) {
    const days = trips.runs.subarray(trip * calendar.dayCount, (trip + 1) * calendar.dayCount);
    const [firstDay, lastDay] = [days.indexOf(1), days.lastIndexOf(1)];
    if (firstDay < 0) continue;
    const first = trips.firstCall[trip];
    const end = trips.firstCall[trip + 1];
    for (let call = first; call < end; call++) {
      const facility = calls.facility[call];
      const arrive = calendar.dayStartSec[firstDay] + calls.arriveSec[call];
      const depart = calendar.dayStartSec[lastDay] + calls.departSec[call];
      if (call > first) firstIn[facility] = Math.min(firstIn[facility], arrive);
      if (call < end - 1) lastOut[facility] = Math.max(lastOut[facility], depart);
      // Parcels of the party itself may start at any stop its vehicles leave from.
      if (call === first) firstIn[facility] = -Infinity;
    }
  }
  for (const facility of deliveries.facility) lastOut[facility] = Infinity;
  for (const facility of network.pickups.facility) firstIn[facility] = -Infinity;
  return { firstIn, lastOut };
}
