import type { JSX } from 'preact';
import { useSession } from '../app/session.js';
import { saidWords } from '../widgets/said-words.js';
import { plainName } from '../widgets/plain-name.js';
import { useWords } from '../words/use-words.js';
import type { WireCause } from './late-groups.js';

/** What keeps parcels from being on time, in a sentence. */
export function CauseText({ cause }: { readonly cause: WireCause }): JSX.Element {
  const wording = useWords();
  const { t, formats } = wording;
  const { workspace } = useSession();
  const { kind, departure, place, at, words, said } = cause;
  const nameOf = (of: string): string => plainName(workspace.carriers.find(({ code }) => code === of)?.name ?? of);
  const party = nameOf(cause.party ?? '');
  const ride =
    departure === null
      ? ''
      : t('plans.departure', {
          name: departure.name,
          when: formats.instant(departure.leaves_at),
          from: plainName(departure.from),
          to: plainName(departure.to),
        });
  const where = plainName(place ?? '');
  const day = at === null ? '' : kind === 'sorting_hour' ? formats.instant(at) : formats.day(`${at}T06:00:00Z`);
  switch (kind) {
    case 'block':
    case 'vehicle':
      return <span>{t(`plans.cause.${kind}`, { departure: ride, party })}</span>;
    case 'office_share':
    case 'office_day':
    case 'window':
    case 'sorting_hour':
      return <span>{t(`plans.cause.${kind}`, { place: where, day, party })}</span>;
    case 'cut_off':
      return (
        <span>
          {ride === ''
            ? t('plans.cause.cut_off_place', { place: where })
            : t('plans.cause.cut_off', { departure: ride })}
        </span>
      );
    case 'price':
    case 'timetable':
      return <span>{t(`plans.cause.${kind}`, { product: where })}</span>;
    case 'term':
      return (
        <span>
          {t('plans.cause.term')}{' '}
          <span class="fine" lang={said === null ? 'en' : undefined}>
            {saidWords({ words, said }, wording, { now: new Date(), names: { party: nameOf } })}
          </span>
        </span>
      );
    default:
      return <span>{t(`plans.cause.${kind}`)}</span>;
  }
}
