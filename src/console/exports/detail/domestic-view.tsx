import type { JSX } from 'preact';
import { useSession } from '../../app/session.js';
import { Badge } from '../../widgets/badge.js';
import { useWords } from '../../words/use-words.js';
import { PromiseFacts } from '../form/promise-facts.js';
import type { ExportDetails } from '../wire-types.js';

/** The shipment that brings a filed export to its office of exchange, and what was promised of it; or why there is none. */
export function DomesticView({ details }: { readonly details: ExportDetails }): JSX.Element | null {
  const { t, tCode, locale } = useWords();
  const { may } = useSession();
  const { domestic, declaration } = details;
  if (domestic === null) return null;
  const { shipment_id: shipment, promise, refusal } = domestic;
  return (
    <section class="card export-promise" aria-labelledby="export-domestic">
      <h2 id="export-domestic">{t('exports.domestic')}</h2>
      {refusal === null ? null : (
        <>
          <p>
            <Badge tone="late">{t('exports.domestic.none')}</Badge>
          </p>
          <p class="fine">
            {tCode('reason', refusal.code)}
            {locale === 'hi' ? '।' : '.'} {t('exports.domestic.noneMeans')}
          </p>
        </>
      )}
      {promise === null ? null : (
        <PromiseFacts promise={promise} country={declaration.addressee?.country ?? ''} parties={[promise.party]}>
          {shipment === null || !may('shipments:read') ? null : (
            <p>
              <a class="button" href={`/parcels/${shipment}`}>
                {t('exports.domestic.parcel')}
              </a>
            </p>
          )}
        </PromiseFacts>
      )}
    </section>
  );
}
