import type { JSX } from 'preact';
import { Badge } from '../../widgets/badge.js';
import { useWords } from '../../words/use-words.js';
import { nameIn, prohibitionsTo, servicesTo, type Destination, type Tables } from '../tables/tables.js';

/** What a country takes, asks for and forbids, with where that is known from. */
export function DestinationRules(props: { readonly destination: Destination; readonly tables: Tables }): JSX.Element {
  const { t, tCode, locale, formats } = useWords();
  const { destination, tables } = props;
  const { needs, transitDays } = destination;
  const [least, most] = transitDays ?? [];
  const prohibitions = prohibitionsTo(tables, destination.country);
  return (
    <section class="note export-rules" aria-label={t('exports.rules', { country: nameIn(locale, destination) })}>
      <ul>
        {servicesTo(tables, destination).map(({ service, weightMaxG }) => (
          <li key={service.id}>
            {t('exports.rule.service', {
              service: nameIn(locale, service),
              weight: formats.weight(weightMaxG),
              longest: formats.number(service.longestMm / 10),
            })}
          </li>
        ))}
        {least === undefined || most === undefined ? null : <li>{t('exports.rule.transit', { least, most })}</li>}
        {needs.length === 0 ? null : (
          <li>{t('exports.rule.needs', { fields: needs.map((one) => tCode('exports.need', one)).join(', ') })}</li>
        )}
      </ul>
      <details>
        <summary>{t('exports.rule.prohibited', { count: prohibitions.length })}</summary>
        <ul lang="en">
          {prohibitions.map(({ reason, hs, source }) => (
            <li key={`${reason} ${hs}`} title={source}>
              {reason}
              {hs === undefined ? '' : ` (HS ${hs})`}
            </li>
          ))}
        </ul>
      </details>
      <p class="fine">
        {destination.isUncertain === true ? <Badge tone="late">{t('exports.uncertain')}</Badge> : null}{' '}
        <span lang="en">{destination.source}</span>
      </p>
    </section>
  );
}
