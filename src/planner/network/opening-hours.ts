import { dayOfSec, weekdayBit } from '../../base/civil-time.js';
import { UNREACHED } from '../../base/none.js';
import type { Workspace } from '../../domain/workspace.js';

/**
 * The first moment at or after `sec` at which a facility is open, in seconds; UNREACHED when it never opens.
 * docs/model.md section 1.
 */
export function openAt(workspace: Workspace, facility: number, sec: number): number {
  const { facilities } = workspace.network;
  const opensSec = facilities.opensSec[facility];
  const closesSec = facilities.closesSec[facility];
  if (opensSec === closesSec) return sec;
  const { calendar } = workspace;
  const today = dayOfSec(calendar, sec);
  // Closing may pass midnight, so yesterday's hours can still be running; a week ahead covers every weekday mask.
  for (let day = Math.max(0, today - 1); day <= Math.min(today + 8, calendar.dayStartSec.length - 1); day++) {
    if ((facilities.days[facility] & weekdayBit(calendar.firstDay + day)) === 0) continue;
    const dayStart = calendar.dayStartSec[day];
    if (sec < dayStart + closesSec) return Math.max(sec, dayStart + opensSec);
  }
  return UNREACHED;
}
