import { formatDate } from '../base/civil-time.js';
import type { Workspace } from './workspace.js';

/** What a result is about: its workspace, as files and pages name it. */
export interface Subject {
  readonly name: string;
  readonly synthetic: boolean;
  readonly currency: string;
  readonly timezone: string;
  readonly start: string; // YYYY-MM-DD
  readonly days: number;
  readonly parties: readonly { readonly id: string; readonly name: string }[];
}

/** The subject of a result of this workspace. */
export function subjectOf({ name, synthetic, currency, calendar, parties }: Workspace): Subject {
  return {
    name,
    synthetic,
    currency,
    timezone: calendar.timezone,
    start: formatDate(calendar.firstDay),
    days: calendar.dayCount,
    parties: parties.map(({ id, name: called }) => ({ id, name: called })),
  };
}
