import type { JSX } from 'preact';
import { useWords } from '../../words/use-words.js';
import type { ExportEvent } from '../wire-types.js';

/** Everything that happened, the newest first, with what other posts call it. */
export function ExportTimeline({ events }: { readonly events: readonly ExportEvent[] }): JSX.Element {
  const { t, tCode, formats } = useWords();
  if (events.length === 0) return <p>{t('exports.nothingYet')}</p>;
  return (
    <ol class="export-timeline">
      {events.toReversed().map(({ number, kind, at, place, reason, upu, epcis, is_past: isPast }) => (
        <li key={number} class={isPast ? 'is-past' : ''}>
          <time dateTime={at}>{formats.instant(at)}</time>
          <div>
            <strong>{tCode('exports.event', kind)}</strong>
            {place === null ? null : <span> · {place}</span>}
            {reason === null ? null : <p class="export-reason">“{reason}”</p>}
            <p class="fine">
              {upu === null ? '' : `UPU ${upu}`}
              {upu !== null && epcis !== null ? ' · ' : ''}
              {epcis === null ? '' : `EPCIS ${epcis.biz_step}`}
              {isPast ? ` · ${t('exports.isPast')}` : ''}
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}
