import { parseDate, weekdayBit, type Calendar } from '../../base/civil-time.js';
import type { Days } from '../../domain/scenario.js';
import { DAYS_ALLOWED, parseDays } from '../tables/values.js';
import type { YamlValue } from '../tables/yaml-value.js';

/**
 * Service days of the horizon, from weekdays (`daily`, `Tue-Thu`), dates (`2026-11-25`, `2026-11-24..2026-11-26`) or a
 * list of those. A warning when none of them lies in the horizon.
 */
export function readServiceDays(value: YamlValue, calendar: Calendar): Days {
  const days = new Uint8Array(calendar.dayCount);
  if (value.isAbsent) return days.fill(1);
  for (const item of value.isList ? value.items() : [value]) {
    const holds = testOf(item.text('').trim());
    if (holds === undefined) {
      const allowed = `${DAYS_ALLOWED}, or dates: 2026-11-25, 2026-11-24..2026-11-26`;
      item.fault({ code: 'bad_days', message: 'names no days', allowed });
      return days.fill(1);
    }
    for (let day = 0; day < calendar.dayCount; day++) if (holds(calendar.firstDay + day)) days[day] = 1;
  }
  if (!days.includes(1)) {
    value.fault({ code: 'beyond_horizon', severity: 'warning', message: 'none of these days is planned' });
  }
  return days;
}

function testOf(text: string): ((day: number) => boolean) | undefined {
  const [first, last, rest] = text.split('..').map((part) => parseDate(part.trim()));
  if (first !== undefined && rest === undefined) {
    if (!text.includes('..')) return (day) => day === first;
    return last === undefined || last < first ? undefined : (day) => day >= first && day <= last;
  }
  const mask = parseDays(text);
  return mask === undefined ? undefined : (day) => (mask & weekdayBit(day)) !== 0;
}
