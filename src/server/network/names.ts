import { formatClock, WEEKDAYS } from '../../base/civil-time.js';
import type { Workspace } from '../../domain/workspace.js';

/** `ats:SC-DEL`. */
export function facilityId({ parties, network }: Workspace, facility: number): string {
  return `${parties[network.facilities.party[facility]].id}:${network.facilities.id[facility]}`;
}

/** `ats:TRUCK-1`. */
export function tripId({ parties, network }: Workspace, trip: number): string {
  return `${parties[network.trips.party[trip]].id}:${network.trips.id[trip]}`;
}

/** Names of the weekdays of a mask. */
export function weekdaysOf(mask: number): string[] {
  return WEEKDAYS.filter((_, day) => (mask & (1 << day)) !== 0);
}

/** The latest of some clock times, or null. */
export function latestClock(seconds: readonly number[]): string | null {
  return seconds.length === 0 ? null : formatClock(Math.max(...seconds));
}

/** A limit as JSON has it. */
export function limitOf(amount: number): number | null {
  return Number.isFinite(amount) ? amount : null;
}
