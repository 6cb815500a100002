import type { JSX } from 'preact';
import type { z } from '@hono/zod-openapi';
import type { OfferSchema, QuoteSchema } from '../../wire/quotes/quotes.js';
import { useSession } from '../app/session.js';
import { Badge } from '../widgets/badge.js';
import { Figure, Figures } from '../widgets/figure.js';
import { Icon } from '../widgets/icon.js';
import { plainName } from '../widgets/plain-name.js';
import { Timetable, type TimetableRow } from '../widgets/timetable.js';
import { useWords } from '../words/use-words.js';

export type WireOffer = z.infer<typeof OfferSchema>;
type WireQuote = z.infer<typeof QuoteSchema>;

/** The best offer: when, by whom, until when to hand it in, how, and what the partner charges. */
export function OfferCard(props: {
  readonly offer: WireOffer;
  readonly agreement: WireQuote['agreement'];
}): JSX.Element {
  const { offer, agreement } = props;
  const { t, formats } = useWords();
  const { workspace } = useSession();
  const carrier = workspace.carriers.find(({ code }) => code === offer.delivered_by_party);
  return (
    <div class="promises-best">
      <section class="card">
        <p class="promises-when">
          {t('promises.by', { day: formats.day(offer.window.until), time: formats.time(offer.window.until) })}
        </p>
        <p class="row">
          <Badge tone="info">{t('promises.days', { count: offer.days })}</Badge>
          <Badge>{t(offer.interlined ? 'promises.interlined' : 'promises.aloneOnly')}</Badge>
        </p>
        <Figures>
          <Figure
            label={t('promises.cutOff')}
            value={formats.instant(offer.cut_off)}
            beside={t('promises.cutOffMore')}
          />
          <Figure label={t('promises.deliveredBy')} value={plainName(carrier?.name ?? offer.delivered_by_party)} />
          <Figure label={t('promises.enters')} value={offer.entry.place_id} beside={formats.instant(offer.entry.at)} />
        </Figures>
        {offer.charges === null ? null : <Charges charges={offer.charges} />}
        <p class="fine">
          {agreement === null
            ? t('promises.noAgreement')
            : t('promises.under', { agreement: agreement.agreement, version: agreement.version })}
        </p>
        <button type="button" class="button" onClick={() => print()}>
          <Icon name="print" size={16} />
          {t('plans.print')}
        </button>
      </section>
      {offer.itinerary === null ? null : (
        <section class="card">
          <h2>{t('timetable.title')}</h2>
          <Timetable caption={t('timetable.title')} rows={rowsOf(offer.itinerary)} />
        </section>
      )}
    </div>
  );
}

/** What the partner charges, item by item. */
export function Charges({ charges }: { readonly charges: NonNullable<WireOffer['charges']> }): JSX.Element {
  const { t, formats } = useWords();
  const items = (['linehaul', 'interchange', 'delivery', 'cod'] as const).filter(
    (item) => charges[`${item}_minor`] !== 0,
  );
  if (items.length === 0) return <p>{t('promises.noCharge')}</p>;
  return (
    <table class="promises-charges">
      <caption>{t('promises.charges')}</caption>
      <tbody>
        {items.map((item) => (
          <tr key={item}>
            <th scope="row">{t(`promises.charge.${item}`)}</th>
            <td class="number">{formats.money(charges[`${item}_minor`])}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('promises.charge.total')}</th>
          <td class="number">{formats.money(charges.total_minor)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

/** An itinerary as rows of a timetable; details of a departure begin with its mode. */
export function rowsOf(itinerary: NonNullable<WireOffer['itinerary']>): TimetableRow[] {
  return itinerary.map(({ at, what, party, place, place_id: placeId, detail }) => {
    const [, mode = null, name = detail] = /^(road|rail|air|water) (.*)$/.exec(detail) ?? [];
    return { at, what, place, placeId, party, mode, ...(what === 'leave' ? { by: name } : {}) };
  });
}
