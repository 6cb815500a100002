import { weekdayBit } from '../base/civil-time.js';
import { NONE } from '../base/none.js';
import type { InterchangeWindow } from '../domain/agreement.js';
import type { Workspace } from '../domain/workspace.js';

/** Interchange windows of the horizon, by interchange, day and window. Columns of length `count`. */
export interface InterchangeWindows {
  readonly count: number;
  readonly interchange: Uint32Array;
  readonly day: Int32Array; // service day
  readonly window: Uint16Array; // index into the interchange's windows
  readonly granted: Float64Array; // parcels, both directions together; may be UNLIMITED
  readonly firstOfInterchange: Uint32Array; // [interchanges + 1] row
}

/** Every window that opens within the horizon on a service day of its weekdays. */
export function interchangeWindows(workspace: Workspace): InterchangeWindows {
  const { calendar } = workspace;
  const interchanges = workspace.agreement?.interchanges ?? [];
  const endSec = calendar.dayStartSec[calendar.dayCount];
  const rows: { interchange: number; day: number; window: number; granted: number }[] = [];
  const first: number[] = [];
  interchanges.forEach(({ windows, parcelsPerWindow }, interchange) => {
    first.push(rows.length);
    for (let day = 0; day < calendar.dayCount; day++) {
      windows.forEach((window, index) => {
        if (!runsOn(workspace, window, day) || openingSec(workspace, window, day) >= endSec) return;
        rows.push({ interchange, day, window: index, granted: Math.floor(parcelsPerWindow) });
      });
    }
  });
  first.push(rows.length);
  return {
    count: rows.length,
    interchange: Uint32Array.from(rows, (row) => row.interchange),
    day: Int32Array.from(rows, (row) => row.day),
    window: Uint16Array.from(rows, (row) => row.window),
    granted: Float64Array.from(rows, (row) => row.granted),
    firstOfInterchange: Uint32Array.from(first),
  };
}

/** Row of the window in which a tender at `sec` starts: the first that has a tender then, NONE when none has. */
export function findWindow(workspace: Workspace, rows: InterchangeWindows, interchange: number, sec: number): number {
  const { windows, slotSec } = (workspace.agreement?.interchanges ?? [])[interchange];
  const last = rows.firstOfInterchange[interchange + 1];
  for (let row = rows.firstOfInterchange[interchange]; row < last; row++) {
    const window = windows[rows.window[row]];
    const sinceOpening = sec - openingSec(workspace, window, rows.day[row]);
    if (sinceOpening >= 0 && sinceOpening < window.closeSec - window.openSec && sinceOpening % slotSec === 0)
      return row;
  }
  return NONE;
}

function openingSec(workspace: Workspace, window: InterchangeWindow, day: number): number {
  return workspace.calendar.dayStartSec[day] + window.openSec;
}

function runsOn({ calendar }: Workspace, { days }: InterchangeWindow, day: number): boolean {
  return (days & weekdayBit(calendar.firstDay + day)) !== 0;
}
