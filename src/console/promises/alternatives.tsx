import type { JSX } from 'preact';
import type { z } from '@hono/zod-openapi';
import type { PromiseAlternativesSchema } from '../../wire/quotes/promises.js';
import { Badge } from '../widgets/badge.js';
import { Timetable } from '../widgets/timetable.js';
import { useWords } from '../words/use-words.js';
import { Charges, rowsOf } from './offer-card.js';

type Alternative = z.infer<typeof PromiseAlternativesSchema>['alternatives'][number];

/** What else could be promised: cheaper, later, as another product; each opens to its route and price. */
export function Alternatives({ alternatives }: { readonly alternatives: readonly Alternative[] }): JSX.Element {
  const { t } = useWords();
  const earliest = alternatives.find(({ kinds }) => kinds.includes('earliest'));
  return (
    <section class="card">
      <h2>{t('promises.others')}</h2>
      <p class="fine">{t('promises.othersMore')}</p>
      {alternatives.map((one) => (
        <OneAlternative
          key={JSON.stringify([one.product, one.ready_at, one.offer.window, one.offer.itinerary])}
          alternative={one}
          chargeOfEarliest={earliest?.offer.charges?.total_minor}
        />
      ))}
    </section>
  );
}

function OneAlternative(props: {
  readonly alternative: Alternative;
  readonly chargeOfEarliest: number | undefined;
}): JSX.Element {
  const { t, formats } = useWords();
  const { kinds, product, ready_at: readyAt, offer } = props.alternative;
  const charge = offer.charges?.total_minor;
  const less = charge === undefined ? 0 : (props.chargeOfEarliest ?? charge) - charge;
  return (
    <details class="promises-other">
      <summary>
        <span class="promises-other-when">
          <strong>
            {t('promises.by', { day: formats.day(offer.window.until), time: formats.time(offer.window.until) })}
          </strong>
          <span class="fine">{t('promises.days', { count: offer.days })}</span>
        </span>
        <span class="row">
          {kinds.map((kind) => (
            <Badge key={kind} tone={kind === 'earliest' || kind === 'least_charge' ? 'good' : 'plain'}>
              {kind === 'product' ? t('promises.kind.product', { product }) : t(`promises.kind.${kind}`)}
            </Badge>
          ))}
        </span>
        {charge === undefined ? null : (
          <span class="promises-other-charge">
            {formats.money(charge)}
            {less > 0 ? <span class="fine good">{t('promises.less', { money: formats.money(less) })}</span> : null}
          </span>
        )}
      </summary>
      <div class="promises-best">
        <div>
          <p>{t('promises.readyBetween', { from: formats.instant(readyAt), until: formats.instant(offer.cut_off) })}</p>
          {offer.charges === null ? null : <Charges charges={offer.charges} />}
        </div>
        {offer.itinerary === null ? null : <Timetable caption={t('timetable.title')} rows={rowsOf(offer.itinerary)} />}
      </div>
    </details>
  );
}
