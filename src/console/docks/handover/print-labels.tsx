import type { JSX } from 'preact';
import { useSession } from '../../app/session.js';
import { useClient } from '../../client/client-context.js';
import { Icon } from '../../widgets/icon.js';
import { useWords } from '../../words/use-words.js';
import { showPdf } from '../show-pdf.js';
import { useActing } from '../use-acting.js';

/** So many labels are one file. */
const AT_ONCE = 300;

/** Prints labels of parcels: of one that lost its own, of a handover, of a bag. The server makes them. */
export function PrintLabels(props: {
  readonly ids: readonly string[];
  readonly isOnline: boolean;
  /** True where the button stands beside what it is about. */
  readonly isOne?: boolean;
}): JSX.Element | null {
  const { t } = useWords();
  const { may } = useSession();
  const client = useClient();
  const { isAsking, act } = useActing();
  const { ids, isOnline, isOne = false } = props;
  if (ids.length === 0 || !may('labels:print')) return null;
  const print = async (): Promise<void> => {
    for (let start = 0; start < ids.length; start += AT_ONCE) {
      const shipment_ids = ids.slice(start, start + AT_ONCE);
      const { body } = await client.printLabelsPdf({ body: { shipment_ids, omission: 'accept' } });
      showPdf(body, ids.length === 1 ? `${ids[0]}.pdf` : `labels-${start + 1}.pdf`);
    }
  };
  return (
    <button type="button" class="button dock-big" disabled={isAsking || !isOnline} onClick={() => act(print)}>
      <Icon name="print" /> {isOne ? t('docks.printParcelLabel') : t('docks.printParcelLabels', { count: ids.length })}
    </button>
  );
}
