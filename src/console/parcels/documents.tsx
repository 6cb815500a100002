import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useSession } from '../app/session.js';
import { useToast } from '../app/toasts.js';
import { useClient } from '../client/client-context.js';
import { Badge } from '../widgets/badge.js';
import { faultWords } from '../widgets/fault-words.js';
import { Icon } from '../widgets/icon.js';
import { useWords } from '../words/use-words.js';
import type { Shipment } from './wire-types.js';

/** The label, for who may print it, and the custody log, which anybody may check. */
export function Documents({ shipment }: { readonly shipment: Shipment }): JSX.Element {
  const { t } = useWords();
  const { may } = useSession();
  const client = useClient();
  const tell = useToast();
  const [log, setLog] = useState<{ readonly isWhole: boolean; readonly words: string }>();
  const params = { id: shipment.id };
  const { recipient, standing, status, export_id: exportId } = shipment;
  // What goes abroad has its label, with the addressee there, among the documents of the export.
  const isPrintable =
    exportId === null &&
    status === 'booked' &&
    (standing === 'own' || recipient.name !== null || recipient.address !== null);
  const tried = async (act: () => Promise<void>): Promise<void> => {
    try {
      await act();
    } catch (error) {
      tell({ tone: 'bad', text: faultWords(error, t).more });
    }
  };
  const print = async (): Promise<void> => {
    const { body } = await client.getLabelPdf({ params, query: { omission: 'accept' } });
    const address = URL.createObjectURL(new Blob([body as Uint8Array<ArrayBuffer>], { type: 'application/pdf' }));
    window.open(address, '_blank', 'noreferrer');
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  };
  const check = async (): Promise<void> => {
    const { whole, recordCount, broken } = (await client.getCustodyLog({ params })).body.verdict;
    const words = whole
      ? t('parcel.logWhole', { count: recordCount })
      : t('parcel.logBroken', { words: broken?.words ?? '' });
    setLog({ isWhole: whole, words });
  };
  return (
    <section class="card" aria-labelledby="parcel-documents">
      <h2 id="parcel-documents">{t('parcel.documents')}</h2>
      <div class="row">
        {isPrintable && may('labels:print') ? (
          <button type="button" class="button" onClick={() => void tried(print)}>
            <Icon name="print" size={16} />
            {t('parcel.labelPdf')}
          </button>
        ) : null}
        <button type="button" class="button" onClick={() => void tried(check)}>
          <Icon name="link" size={16} />
          {t('parcel.custodyLog')}
        </button>
      </div>
      <p role="status">{log === undefined ? null : <Badge tone={log.isWhole ? 'good' : 'bad'}>{log.words}</Badge>}</p>
    </section>
  );
}
