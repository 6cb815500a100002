import type { JSX } from 'preact';
import { DataTable } from '../../widgets/data-table.js';
import { useWords } from '../../words/use-words.js';
import { amount } from './assessment-view.js';
import { countryName } from '../tables/tables.js';
import type { Declaration } from '../wire-types.js';

/** Who sends what to whom, as it was declared. */
export function DeclarationFacts({ declaration }: { readonly declaration: Declaration }): JSX.Element {
  const { t, locale } = useWords();
  const { exporter = {}, addressee = {} } = declaration;
  const lines = (...parts: readonly (string | undefined)[]): string =>
    parts.flatMap((part) => (part === undefined || part === '' ? [] : [part])).join('\n');
  return (
    <section class="card export-facts" aria-labelledby="export-facts">
      <h2 id="export-facts">{t('exports.declared')}</h2>
      <div class="export-grid">
        <div>
          <h3>{t('exports.section.sender')}</h3>
          <address>
            {lines(
              exporter.name,
              exporter.business,
              exporter.address,
              [exporter.city, exporter.pin].join(' ').trim(),
              exporter.phone,
              exporter.iec === undefined ? undefined : `IEC ${exporter.iec}`,
              exporter.gstin === undefined ? undefined : `GSTIN ${exporter.gstin}`,
            )}
          </address>
        </div>
        <div>
          <h3>{t('exports.section.addressee')}</h3>
          <address>
            {lines(
              addressee.name,
              addressee.business,
              addressee.address,
              [addressee.city, addressee.state, addressee.postal_code].join(' ').trim(),
              addressee.country === undefined ? undefined : countryName(locale, addressee.country),
              addressee.phone,
            )}
          </address>
        </div>
      </div>
      <GoodsTable declaration={declaration} />
    </section>
  );
}

function GoodsTable({ declaration }: { readonly declaration: Declaration }): JSX.Element {
  const { t, formats } = useWords();
  const { goods = [], currency, category } = declaration;
  return (
    <DataTable
      caption={
        category === undefined
          ? t('exports.section.goods')
          : `${t('exports.section.goods')}: ${t(`exports.category.${category}`)}`
      }
      rows={goods.map((line, index) => ({ ...line, index }))}
      keyOf={({ index }) => String(index)}
      columns={[
        {
          key: 'description',
          header: t('exports.field.goods/description'),
          isHeader: true,
          cell: ({ description }) => description ?? '–',
        },
        { key: 'hs', header: 'HS', cell: ({ hs }) => <span class="mono">{hs ?? '–'}</span> },
        {
          key: 'quantity',
          header: t('exports.field.goods/quantity'),
          isNumber: true,
          cell: ({ quantity, unit }) =>
            quantity === undefined
              ? '–'
              : `${formats.number(quantity)} ${unit === undefined ? '' : t(`exports.unit.${unit}`)}`,
        },
        {
          key: 'weight',
          header: t('exports.netWeight'),
          isNumber: true,
          cell: ({ net_weight_g: g }) => (g === undefined ? '–' : formats.weight(g)),
        },
        {
          key: 'value',
          header: t('exports.value'),
          isNumber: true,
          cell: ({ value_minor: minor }) => (minor === undefined ? '–' : amount(minor, currency, formats)),
        },
      ]}
    />
  );
}
