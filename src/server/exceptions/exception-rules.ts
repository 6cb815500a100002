import { exceptionRules, type ExceptionRules } from '../../custody/exceptions/find-exceptions.js';
import { USUAL_TIMES, type Agreement } from '../../domain/agreement.js';
import type { ExceptionSettings } from '../../store/exceptions/exceptions.js';

/** Where no agreement says otherwise. */
const USUAL = exceptionRules({ lostAfterDays: 15, weightToleranceG: 50, ...USUAL_TIMES });

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

/** The rules by a party's settings, otherwise by the agreement under which a partner carries the shipment, otherwise as usual. */
export function rulesOf(settings: ExceptionSettings | undefined, agreement?: Agreement): ExceptionRules {
  const agreed = agreement === undefined ? USUAL : agreedRules(agreement);
  const set = (name: keyof ExceptionSettings, unit: number, usual: number): number => {
    const value = settings?.[name] ?? null;
    return value === null ? usual : value * unit;
  };
  return {
    noScanMs: set('no_scan_hours', HOUR_MS, agreed.noScanMs),
    lostAfterMs: set('lost_after_hours', HOUR_MS, agreed.lostAfterMs),
    stuckMs: set('stuck_hours', HOUR_MS, agreed.stuckMs),
    slackMs: set('slack_minutes', MINUTE_MS, agreed.slackMs),
    weightToleranceG: set('weight_tolerance_g', 1, agreed.weightToleranceG),
  };
}

function agreedRules({ liability, discrepancies, exceptions }: Agreement): ExceptionRules {
  const { lostAfterDays } = liability;
  return exceptionRules({ lostAfterDays, weightToleranceG: discrepancies.weightToleranceG, ...exceptions });
}
