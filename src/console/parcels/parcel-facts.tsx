import type { JSX } from 'preact';
import { useWords } from '../words/use-words.js';
import type { Shipment } from './wire-types.js';

/** What was booked, as far as it is told: what is hidden is simply not there. */
export function ParcelFacts({ shipment }: { readonly shipment: Shipment }): JSX.Element {
  const { t, formats } = useWords();
  const { recipient, goods, cod_minor: cod, value_minor: value } = shipment;
  const address = [recipient.name, recipient.phone, recipient.address].filter((line) => line !== null).join('\n');
  const facts: readonly (readonly [string, string | null])[] = [
    [t('parcel.reference'), shipment.reference],
    [t('parcel.product'), shipment.product],
    [t('parcel.weight'), formats.weight(shipment.weight_g)],
    [t('parcel.recipient'), address === '' ? null : address],
    [t('parcel.digipin'), recipient.digipin],
    [t('parcel.goods'), goods.length === 0 ? null : goods.join(', ')],
    [t('parcel.cod'), cod === 0 ? null : formats.money(cod)],
    [t('parcel.value'), value === null || value === 0 ? null : formats.money(value)],
    [t('parcel.item'), shipment.item_description],
  ];
  return (
    <section class="card" aria-labelledby="parcel-about">
      <h2 id="parcel-about">{t('parcel.about')}</h2>
      <dl class="facts">
        {facts.map(([label, words]) =>
          words === null ? null : (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{words}</dd>
            </div>
          ),
        )}
      </dl>
    </section>
  );
}
