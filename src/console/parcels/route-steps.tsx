import type { JSX } from 'preact';
import { Icon } from '../widgets/icon.js';
import { useWords } from '../words/use-words.js';
import { usePlaceName } from './place-names.js';
import type { History } from './wire-types.js';

/**
 * The way that a plan has for a parcel, and what of it was done when. That of an export ends with the cut-off of its office of exchange: nobody
 * carries it to a door here.
 */
export function RouteSteps(props: { readonly route: History['route']; readonly isExport: boolean }): JSX.Element {
  const { isExport } = props;
  const route = isExport ? props.route.filter(({ kind }) => kind !== 'out_for_delivery') : props.route;
  const { t, formats } = useWords();
  const placeName = usePlaceName();
  return (
    <section class="card" aria-labelledby="parcel-route">
      <h2 id="parcel-route">{t('parcel.plan')}</h2>
      {route.length === 0 ? <p class="fine">{t('parcel.planNone')}</p> : null}
      <ol class="plain-list route-steps">
        {route.map(({ kind, place, at, what, done_at: done, passed }, index) => (
          <li key={index} class={passed ? 'is-done' : ''}>
            <Icon name={passed ? 'check' : 'clock'} size={16} />
            <div>
              <strong>
                {t(isExport && kind === 'delivered' ? 'step.toExchange' : `step.${kind}`)}: {placeName(place)}
              </strong>
              <span class="fine">
                {what} · {t('parcel.planned', { moment: formats.instant(at) })} ·{' '}
                {done !== null ? (
                  <span class={done > at && kind !== 'arrived' ? 'late' : ''}>
                    {t('parcel.done', { moment: formats.instant(done) })}
                  </span>
                ) : (
                  t(passed ? 'parcel.passed' : Date.parse(at) < Date.now() ? 'parcel.behind' : 'parcel.toCome')
                )}
              </span>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
