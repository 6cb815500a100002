import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { RefusedError } from '../../../wire/http/call-route.js';
import type { WireFault } from '../../../wire/http/problem.js';
import { download } from '../../agreements/download.js';
import { useAct } from '../../client/use-act.js';
import type { Client } from '../../../wire/http/call-route.js';
import { DataTable } from '../../widgets/data-table.js';
import { Field } from '../../widgets/field.js';
import { Icon } from '../../widgets/icon.js';
import { PageHead } from '../../widgets/page-head.js';
import { Failed } from '../../widgets/states.js';
import { useWords } from '../../words/use-words.js';
import { faultCount, faultText } from '../form/faults.js';
import { TEMPLATE } from './upload-template.js';

type Made = Awaited<ReturnType<Client['uploadExports']>>['body'];

/** A file, and what is to become of it. */
interface Sending {
  readonly file: File;
  readonly isFiling: boolean;
  readonly isSkipping: boolean;
}

/** Many exports by a file: all or none, or all that can be, with every fault by its line. */
export function UploadView(): JSX.Element {
  const { t } = useWords();
  const acting = useAct();
  const [isFiled, setFiled] = useState(true);
  const [made, setMade] = useState<Made>();
  const [rows, setRows] = useState(0);
  const faults = acting.error instanceof RefusedError ? (acting.error.problem?.errors ?? []) : [];
  const forget = (): void => {
    setMade(undefined);
    acting.clear();
  };
  const send = async ({ file, isFiling, isSkipping }: Sending): Promise<void> => {
    setMade(undefined);
    setFiled(isFiling);
    await acting.act(async (client) => {
      const query = {
        file: isFiling ? ('true' as const) : ('false' as const),
        on_fault: isSkipping ? ('skip' as const) : ('refuse' as const),
      };
      const body = await file.text();
      setRows(dataRowsOf(body));
      setMade((await client.uploadExports({ query, body })).body);
    });
  };
  return (
    <div class="page exports">
      <p class="crumb">
        <a href="/exports">{t('exports.back')}</a>
      </p>
      <PageHead
        title={t('exports.upload')}
        lede={t('exports.uploadLede')}
        actions={
          <button type="button" class="button" onClick={() => download('exports.csv', TEMPLATE, 'text/csv')}>
            <Icon name="download" size={16} />
            {t('exports.template')}
          </button>
        }
      />
      <UploadForm isBusy={acting.isBusy} onSend={send} onFile={forget} />
      {acting.isBusy ? <Progress rows={rows} /> : null}
      <div class="export-result" aria-live="polite">
        {acting.error === undefined || faults.length > 0 ? null : <Failed error={acting.error} />}
        {faults.length === 0 ? null : (
          <>
            <p class="note">{t('exports.uploadRefused', { count: faultCount(faults) })}</p>
            <FaultTable faults={faults.filter(({ code }) => code !== 'more_faults')} />
          </>
        )}
        {made === undefined ? null : <Result made={made} isFiled={isFiled} />}
      </div>
    </div>
  );
}

/** That it goes on: how many rows are worked on, and since when. */
function Progress({ rows }: { readonly rows: number }): JSX.Element {
  const { t } = useWords();
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  const words = t('exports.uploadRows', { count: rows });
  return (
    <p class="export-progress">
      <progress aria-label={words} />
      <span role="status">{words}</span>
      <span class="fine" aria-hidden="true">
        {t('exports.uploadSeconds', { count: seconds })}
      </span>
    </p>
  );
}

/** Rows below the header, as lines that are not empty; a quoted line break counts as another. */
function dataRowsOf(text: string): number {
  return Math.max(0, text.split('\n').filter((line) => line.trim() !== '').length - 1);
}

function UploadForm(props: {
  readonly isBusy: boolean;
  readonly onSend: (sending: Sending) => Promise<void>;
  readonly onFile: () => void;
}): JSX.Element {
  const { t } = useWords();
  const { isBusy, onSend, onFile } = props;
  const [file, setFile] = useState<File>();
  const [isFiling, setFiling] = useState(true);
  const [isSkipping, setSkipping] = useState(false);
  return (
    <form
      class="card stack export-upload"
      onSubmit={(event) => {
        event.preventDefault();
        if (file !== undefined) void onSend({ file, isFiling, isSkipping });
      }}
    >
      <Field label={t('exports.csv')}>
        {(tied) => (
          <input
            {...tied}
            type="file"
            accept=".csv,text/csv"
            onChange={({ currentTarget }) => {
              setFile(currentTarget.files?.[0]);
              onFile();
            }}
          />
        )}
      </Field>
      <label class="check">
        <input type="checkbox" checked={isFiling} onChange={({ currentTarget }) => setFiling(currentTarget.checked)} />
        {t('exports.uploadFile')}
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={isSkipping}
          onChange={({ currentTarget }) => setSkipping(currentTarget.checked)}
        />
        {t('exports.uploadSkip')}
      </label>
      <p>
        <button type="submit" class="button button-main" disabled={file === undefined || isBusy}>
          {t(isBusy ? 'exports.uploading' : 'exports.uploadGo')}
        </button>
      </p>
    </form>
  );
}

function Result({ made, isFiled }: { readonly made: Made; readonly isFiled: boolean }): JSX.Element {
  const { t } = useWords();
  return (
    <section class="card stack">
      <h2>{t(isFiled ? 'exports.uploadedFiled' : 'exports.uploadedDrafts', { count: made.exports.length })}</h2>
      {made.skipped === 0 ? null : <p class="late">{t('exports.uploadSkipped', { count: made.skipped })}</p>}
      <p>
        <a class="button button-main" href={`/exports?upload=${made.upload_id}`}>
          {t('exports.uploadShow')}
        </a>
      </p>
      {made.faults.length === 0 ? null : <FaultTable faults={made.faults} />}
    </section>
  );
}

function FaultTable({ faults }: { readonly faults: readonly WireFault[] }): JSX.Element {
  const wording = useWords();
  const { t } = wording;
  return (
    <div class="card">
      <DataTable
        caption={t('exports.uploadFaults')}
        rows={faults.map((fault, index) => ({ ...fault, index }))}
        keyOf={({ index }) => String(index)}
        columns={[
          { key: 'line', header: t('exports.csvLine'), isHeader: true, cell: ({ line }) => line ?? '–' },
          { key: 'column', header: t('exports.csvColumn'), cell: ({ column }) => <code>{column ?? '–'}</code> },
          { key: 'value', header: t('exports.csvValue'), cell: ({ value }) => value ?? '–' },
          { key: 'words', header: t('exports.csvFault'), cell: (fault) => faultText(fault, wording) },
        ]}
      />
    </div>
  );
}
