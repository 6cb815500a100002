import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useToast } from '../app/toasts.js';
import { useClient } from '../client/client-context.js';
import { Icon } from '../widgets/icon.js';
import { faultWords } from '../widgets/fault-words.js';
import { useWords } from '../words/use-words.js';
import type { ColumnKey } from './filters.js';

/** Columns of a file that stand for one of the table. */
const FILE_COLUMNS: Readonly<Record<ColumnKey, string>> = {
  number: 'tracking_number',
  reference: 'reference',
  state: 'status,state,open_exceptions',
  promise: 'promised_by',
  custodian: 'custodian',
  place: 'place',
  seen: 'last_seen_at',
  direction: 'standing',
  origin: 'origin',
  destination: 'destination_pin',
  product: 'product',
  weight: 'weight_g',
  booked: 'created_at',
};

/** The list as a file: all that fits the filters, in the columns that are shown. */
export function ExportButton(props: {
  readonly request: Readonly<Record<string, string>>;
  readonly columns: readonly ColumnKey[];
}): JSX.Element {
  const { t } = useWords();
  const client = useClient();
  const tell = useToast();
  const [isBusy, setBusy] = useState(false);
  const save = async (): Promise<void> => {
    setBusy(true);
    try {
      const columns = ['id', ...props.columns.map((key) => FILE_COLUMNS[key])].join();
      const { body, headers } = await client.exportShipments({ query: { ...props.request, columns } });
      const named = /filename="([^"]+)"/.exec(headers.get('content-disposition') ?? '')?.[1] ?? 'parcels.csv';
      offer(new Blob([body], { type: 'text/csv' }), named);
      tell({ tone: 'good', text: t('parcels.exported', { count: Number(headers.get('x-row-count') ?? 0) }) });
    } catch (error) {
      tell({ tone: 'bad', text: faultWords(error, t).more });
    }
    setBusy(false);
  };
  return (
    <button type="button" class="button" disabled={isBusy} onClick={() => void save()}>
      <Icon name="download" size={16} />
      {t(isBusy ? 'parcels.exporting' : 'parcels.export')}
    </button>
  );
}

/** Has the browser keep a file. */
function offer(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
