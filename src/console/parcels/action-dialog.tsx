import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { useClient } from '../client/client-context.js';
import type { Client } from '../../wire/http/call-route.js';
import { Dialog } from '../widgets/dialog.js';
import { faultWords } from '../widgets/fault-words.js';
import { Field } from '../widgets/field.js';
import { Meter } from '../widgets/meter.js';
import { useWords } from '../words/use-words.js';

/** What can be done with parcels. */
export type ParcelAction = 'cancel' | 'redirect' | 'return' | 'label';

/** A parcel as it is spoken of. */
export interface Named {
  readonly id: string;
  readonly tracking_number: string;
}

type Result = Awaited<ReturnType<Client['actOnShipments']>>['body']['results'][number];

/** Parcels of one request. */
const AT_ONCE = 100;

/** Asks whether something is to be done with parcels, does it, and tells what became of each. */
export function ActionDialog(props: {
  readonly action: ParcelAction | undefined;
  readonly parcels: readonly Named[];
  readonly onClose: (isDone: boolean) => void;
}): JSX.Element {
  const { t } = useWords();
  const { action, parcels, onClose } = props;
  const [results, setResults] = useState<readonly Result[]>();
  const isOpen = action !== undefined;
  useEffect(() => {
    if (isOpen) setResults(undefined);
  }, [isOpen]);
  const close = (): void => onClose(results !== undefined);
  const title = action === undefined ? '' : t(`act.${action}Title`, { count: parcels.length });
  return (
    <Dialog title={title} isOpen={isOpen} onClose={close}>
      {action === undefined ? null : (
        <ActionSteps action={action} parcels={parcels} results={results} onResults={setResults} onClose={close} />
      )}
    </Dialog>
  );
}

interface StepsProps {
  readonly action: ParcelAction;
  readonly parcels: readonly Named[];
  readonly results: readonly Result[] | undefined;
  readonly onResults: (results: readonly Result[]) => void;
  readonly onClose: () => void;
}

function ActionSteps(props: StepsProps): JSX.Element {
  const { t } = useWords();
  const { action, parcels, results, onClose } = props;
  const { progress, fault, labels, act } = useAction(props);
  if (results !== undefined) return <Results {...{ results, parcels, labels, onClose }} />;
  const working = progress === undefined ? '' : t('act.working', { done: progress, count: parcels.length });
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void act(new FormData(event.currentTarget));
      }}
    >
      <p>{t(`act.${action}More`)}</p>
      <p class="fine mono">{namesOf(parcels)}</p>
      {action === 'redirect' ? <Destination fault={fault} /> : null}
      {action === 'redirect' || fault === undefined ? null : (
        <p class="fault-words" role="alert">
          {fault}
        </p>
      )}
      {progress === undefined ? null : (
        <p role="status">
          {working}
          <Meter share={progress / parcels.length} label={working} />
        </p>
      )}
      <footer class="row">
        <button type="button" class="button" onClick={onClose}>
          {t('act.keep')}
        </button>
        <button
          type="submit"
          class={`button ${action === 'cancel' || action === 'return' ? 'button-bad' : 'button-main'}`}
          disabled={progress !== undefined}
        >
          {t(DO_KEYS[action], { count: parcels.length })}
        </button>
      </footer>
    </form>
  );
}

/** Where parcels go instead. */
function Destination({ fault }: { readonly fault: string | undefined }): JSX.Element {
  const { t } = useWords();
  return (
    <>
      <Field label={t('act.pin')} fault={fault}>
        {(tied) => <input {...tied} name="pin" inputMode="numeric" required maxLength={12} autocomplete="off" />}
      </Field>
      <label class="check">
        <input type="checkbox" name="anyway" />
        {t('act.anyway')}
      </label>
    </>
  );
}

/** Asks the server for so many at a time, and keeps how far that is. */
function useAction({ action, parcels, onResults }: StepsProps) {
  const { t } = useWords();
  const client = useClient();
  const [progress, setProgress] = useState<number>();
  const [fault, setFault] = useState<string>();
  const [labels, setLabels] = useState<string>();
  // The same key for the same question, so that asking again after a broken connection does nothing twice.
  const key = useMemo(() => crypto.randomUUID(), []);
  useEffect(() => () => (labels === undefined ? undefined : URL.revokeObjectURL(labels)), [labels]);
  const act = async (form: FormData): Promise<void> => {
    const pin = form.get('pin');
    const to =
      typeof pin === 'string' ? { destination_pin: pin.trim(), accept_unpromised: form.get('anyway') !== null } : {};
    const question = encodeURIComponent(JSON.stringify(to)).slice(0, 80);
    setFault(undefined);
    setProgress(0);
    const told: Result[] = [];
    try {
      for (let start = 0; start < parcels.length; start += AT_ONCE) {
        const shipment_ids = parcels.slice(start, start + AT_ONCE).map(({ id }) => id);
        const body = { action: action === 'label' ? ('check_label' as const) : action, shipment_ids, ...to };
        const headers = { 'idempotency-key': `${key}-${start}-${question}` };
        told.push(...(await client.actOnShipments({ body, headers })).body.results);
        setProgress(told.length);
      }
      const printable = told.flatMap(({ status, shipment_id: id }) => (status === 'done' ? [id] : []));
      if (action === 'label' && printable.length > 0) setLabels(await labelFile(client, printable));
      onResults(told);
    } catch (error) {
      setFault(faultWords(error, t).more);
    }
    setProgress(undefined);
  };
  return { progress, fault, labels, act };
}

const DO_KEYS = {
  cancel: 'act.doCancel',
  redirect: 'act.doRedirect',
  return: 'act.doReturn',
  label: 'act.doLabel',
} as const;

/** Names of the first few. */
function namesOf(parcels: readonly Named[]): string {
  const shown = parcels.slice(0, 6).map(({ tracking_number: number }) => number);
  return parcels.length > 6 ? `${shown.join(', ')} …` : shown.join(', ');
}

/** One file of labels, as an address of the browser's own. */
async function labelFile(client: Client, ids: readonly string[]): Promise<string> {
  const body = { shipment_ids: [...ids], omission: 'accept' as const };
  const { body: bytes } = await client.printLabelsPdf({ body });
  return URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/pdf' }));
}

function Results(props: {
  readonly results: readonly Result[];
  readonly parcels: readonly Named[];
  readonly labels: string | undefined;
  readonly onClose: () => void;
}): JSX.Element {
  const { t } = useWords();
  const { results, parcels, labels, onClose } = props;
  const refused = results.filter(({ status }) => status === 'refused');
  const numberOf = new Map(parcels.map(({ id, tracking_number: number }) => [id, number]));
  const done = results.length - refused.length;
  return (
    <div class="stack">
      <p role="status">
        <strong>{t('act.result', { done, refused: refused.length })}</strong>
      </p>
      {labels === undefined ? null : (
        <a class="button button-main" href={labels} target="_blank" rel="noreferrer">
          {t('act.openLabels', { count: done })}
        </a>
      )}
      {refused.length === 0 ? null : (
        <section class="refused" tabIndex={0} aria-label={t('act.refused')}>
          <h3>{t('act.refused')}</h3>
          <ul>
            {refused.map(({ shipment_id: id, detail, errors }) => (
              <li key={id}>
                <span class="mono">{numberOf.get(id)}</span> {errors[0]?.message ?? detail}
              </li>
            ))}
          </ul>
        </section>
      )}
      <footer class="row">
        <button type="button" class="button" onClick={onClose}>
          {t('act.close')}
        </button>
      </footer>
    </div>
  );
}
