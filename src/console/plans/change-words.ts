import type { z } from '@hono/zod-openapi';
import type { PlanDifferenceSchema, ToldWaySchema } from '../../wire/plans/plans.js';
import { plainName } from '../widgets/plain-name.js';
import type { Wording } from '../words/use-words.js';

type Change = z.infer<typeof PlanDifferenceSchema>['changes'][number];
type Way = z.infer<typeof ToldWaySchema>;

/** What another plan changes for some parcels, in a sentence. */
export function changeWords(change: Change, wording: Wording): string {
  const { t } = wording;
  const { what, parcels: count, late, on_time: onTime, unplanned, left, taken } = change;
  const [from, to] = [wayWords(left, wording), wayWords(taken, wording)];
  const becoming = [
    late > 0 ? t('plans.change.late', { count: late }) : '',
    onTime > 0 ? t('plans.change.onTime', { count: onTime }) : '',
    unplanned > 0 ? t('plans.change.unplanned', { count: unplanned }) : '',
  ].filter((words) => words !== '');
  return [t(`plans.change.${what}`, { count, from, to }), ...becoming].join(' · ');
}

function wayWords(way: Way | null, { t, formats }: Wording): string {
  if (way === null) return '';
  switch (way.kind) {
    case 'departure':
      return t('plans.departure', {
        name: plainName(way.name),
        when: formats.instant(way.leaves_at),
        from: plainName(way.from),
        to: plainName(way.to),
      });
    case 'round':
      return t('plans.way.round', { place: plainName(way.place), day: formats.day(`${way.day}T06:00:00Z`) });
    default:
      return t(`plans.way.${way.kind}`);
  }
}
