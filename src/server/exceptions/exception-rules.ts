import { exceptionRules, type ExceptionRules } from '../../custody/find-exceptions.js';
import type { ExceptionSettings } from '../../store/exceptions.js';

/** Where no agreement says otherwise. */
const USUAL = exceptionRules({ lostAfterDays: 15, weightToleranceG: 50 });

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** What holds where a party has set nothing. */
export const USUAL_SETTINGS: ExceptionSettings = {
  no_scan_hours: USUAL.noScanMs / HOUR_MS,
  lost_after_hours: USUAL.lostAfterMs / HOUR_MS,
  stuck_hours: USUAL.stuckMs / HOUR_MS,
  slack_minutes: USUAL.slackMs / MINUTE_MS,
  weight_tolerance_g: USUAL.weightToleranceG,
};

/** The rules by a party's settings. */
export function rulesOf(settings: ExceptionSettings | undefined): ExceptionRules {
  const set = (name: keyof ExceptionSettings, unit: number, usual: number): number => {
    const value = settings?.[name] ?? null;
    return value === null ? usual : value * unit;
  };
  return {
    noScanMs: set('no_scan_hours', HOUR_MS, USUAL.noScanMs),
    lostAfterMs: set('lost_after_hours', HOUR_MS, USUAL.lostAfterMs),
    stuckMs: set('stuck_hours', HOUR_MS, USUAL.stuckMs),
    slackMs: set('slack_minutes', MINUTE_MS, USUAL.slackMs),
    weightToleranceG: set('weight_tolerance_g', 1, USUAL.weightToleranceG),
  };
}
