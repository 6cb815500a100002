import type { z } from '@hono/zod-openapi';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { checkAgreement } from '../../wire/agreements/agreements.js';
import { RefusedError } from '../../wire/http/call-route.js';
import type { WireFault } from '../../wire/http/problem.js';
import { useToast } from '../app/toasts.js';
import { useClient } from '../client/client-context.js';
import { useAct } from '../client/use-act.js';
import { useBack } from '../client/use-connection.js';
import { Field } from '../widgets/field.js';
import { Failed } from '../widgets/states.js';
import { useWords } from '../words/use-words.js';
import { nextText } from './agreement-state.js';
import { useDays, type Agreements } from './use-agreements.js';

type Checked = z.infer<(typeof checkAgreement)['answer']['body']>;

/** What is known of the text that is written. */
type Checking =
  | { readonly kind: 'empty' | 'checking' }
  | { readonly kind: 'fine'; readonly checked: Checked }
  | { readonly kind: 'faults'; readonly faults: readonly WireFault[] }
  | { readonly kind: 'failed'; readonly error: unknown };

/** So long after the last key the text is checked. */
const PAUSE_MS = 700;

/** A new version: its text, checked as it is written, and kept as a draft. */
export function DraftView({ known, again }: { readonly known: Agreements; readonly again: () => void }): JSX.Element {
  const { t } = useWords();
  const { query, route } = useLocation();
  const tell = useToast();
  const { isBusy, error, act } = useAct();
  const [from, setFrom] = useState(query['from'] ?? '');
  const [text, setText] = useStartText(from, known);
  const checking = useChecking(text);
  const area = useRef<HTMLTextAreaElement>(null);
  const answered = known.versions.find(({ id }) => id === query['answers']);
  const keep = async (): Promise<void> => {
    let id = '';
    const isDone = await act(async (client) => {
      id = (await client.draftAgreement({ body: text })).body.id;
    });
    if (!isDone) return;
    tell({ tone: 'good', text: t('agreements.draft.kept') });
    again();
    route(`/agreements/${id}`);
  };
  return (
    <div class="agreement-draft">
      <div class="stack">
        <Sources known={known} from={from} onFrom={setFrom} onText={setText} />
        <Field label={t('agreements.draft.text')}>
          {(tied) => (
            <textarea
              {...tied}
              ref={area}
              class="agreement-editor"
              spellcheck={false}
              value={text}
              onInput={({ currentTarget }) => setText(currentTarget.value)}
            />
          )}
        </Field>
      </div>
      <section class="card agreement-check" aria-live="polite">
        {answered === undefined ? null : (
          <p class="note">{t('agreements.draft.answers', { version: answered.version })}</p>
        )}
        <CheckResult checking={checking} goTo={(line) => selectLine(area.current, line)} />
        {error === undefined ? null : <Failed error={error} />}
        <button
          type="button"
          class="button button-main"
          disabled={isBusy || checking.kind !== 'fine'}
          onClick={() => void keep()}
        >
          {t('agreements.draft.keep')}
        </button>
      </section>
    </div>
  );
}

/** Where a text can come from: another version, or a file. */
function Sources(props: {
  readonly known: Agreements;
  readonly from: string;
  readonly onFrom: (id: string) => void;
  readonly onText: (text: string) => void;
}): JSX.Element {
  const { t } = useWords();
  const { known, from, onFrom, onText } = props;
  return (
    <div class="agreement-sources">
      <Field label={t('agreements.draft.from')}>
        {(tied) => (
          <select {...tied} value={from} onChange={({ currentTarget }) => onFrom(currentTarget.value)}>
            <option value="">{t('agreements.draft.empty')}</option>
            {known.versions.map(({ id, agreement, version }) => (
              <option key={id} value={id}>
                {t('agreements.version', { agreement, version })}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('agreements.draft.file')}>
        {(tied) => (
          <input
            {...tied}
            type="file"
            accept=".yaml,.yml"
            onChange={({ currentTarget }) => void currentTarget.files?.[0]?.text().then(onText)}
          />
        )}
      </Field>
    </div>
  );
}

function CheckResult(props: { readonly checking: Checking; readonly goTo: (line: number) => void }): JSX.Element {
  const { t } = useWords();
  const { checking, goTo } = props;
  if (checking.kind === 'failed') return <Failed error={checking.error} />;
  if (checking.kind === 'fine') return <Fine checked={checking.checked} />;
  if (checking.kind !== 'faults') {
    return <p>{t(checking.kind === 'empty' ? 'agreements.draft.nothing' : 'agreements.draft.checking')}</p>;
  }
  return (
    <>
      <h2 class="bad">{t('agreements.draft.faults', { count: checking.faults.length })}</h2>
      <ol class="agreement-faults">
        {checking.faults.map((fault, index) => (
          <FaultItem key={index} fault={fault} goTo={goTo} />
        ))}
      </ol>
    </>
  );
}

function Fine({ checked }: { readonly checked: Checked }): JSX.Element {
  const { t } = useWords();
  const { date } = useDays();
  const { agreement, version, effective_from: from, effective_until: until, warnings } = checked;
  return (
    <>
      <p class="good">{t('agreements.draft.fine', { agreement, version, from: date(from), until: date(until) })}</p>
      {warnings.length === 0 ? null : (
        <>
          <h3>{t('agreements.draft.warnings', { count: warnings.length })}</h3>
          <ul lang="en">
            {warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function FaultItem({ fault, goTo }: { readonly fault: WireFault; readonly goTo: (line: number) => void }): JSX.Element {
  const { t } = useWords();
  const { line, column, message, value, allowed, suggestion } = fault;
  return (
    <li>
      {line === undefined ? null : (
        <button type="button" class="agreement-go" onClick={() => goTo(line)}>
          {t('agreements.draft.line', { line })}
        </button>
      )}{' '}
      {column === undefined ? null : <code>{column}</code>}
      <p lang="en">{message}</p>
      <p class="fine">
        {value === undefined ? '' : `${t('agreements.draft.value', { value })} `}
        {allowed === undefined ? '' : `${t('agreements.draft.allowed', { allowed })} `}
        {suggestion}
      </p>
    </li>
  );
}

/** The text to begin with: that of a version with the next number. */
function useStartText(from: string, known: Agreements): [string, (text: string) => void] {
  const client = useClient();
  const [text, setText] = useState('');
  const [turn, setTurn] = useState(0);
  const begun = useRef(''); // what was written meanwhile is not begun anew when somebody signs in again
  useEffect(() => {
    if (from === '' || begun.current === from) return undefined;
    const ending = new AbortController();
    const load = async (): Promise<void> => {
      const { body } = await client.getAgreementText({ params: { id: from }, signal: ending.signal });
      if (ending.signal.aborted) return;
      begun.current = from;
      setText((before) => (turn > 0 && before !== '' ? before : nextText(body, known.versions)));
    };
    load().catch(() => undefined); // the field stays as it is
    return () => ending.abort();
  }, [client, from, turn]);
  useBack(() => setTurn((before) => before + 1));
  return [text, setText];
}

/** Has the text checked when its writer pauses. */
function useChecking(text: string): Checking {
  const client = useClient();
  const [checking, setChecking] = useState<Checking>({ kind: 'empty' });
  const [turn, setTurn] = useState(0);
  useBack(() => setTurn((before) => before + 1));
  useEffect(() => {
    if (text.trim() === '') {
      setChecking({ kind: 'empty' });
      return undefined;
    }
    const ending = new AbortController();
    const check = async (): Promise<void> => {
      setChecking({ kind: 'checking' });
      const found = await checkText(client, text, ending.signal);
      if (!ending.signal.aborted) setChecking(found);
    };
    const timer = setTimeout(() => void check(), PAUSE_MS);
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [client, text, turn]);
  return checking;
}

async function checkText(client: ReturnType<typeof useClient>, body: string, signal: AbortSignal): Promise<Checking> {
  try {
    return { kind: 'fine', checked: (await client.checkAgreement({ body, signal })).body };
  } catch (error) {
    const faults = error instanceof RefusedError ? (error.problem?.errors ?? []) : [];
    return faults.length > 0 ? { kind: 'faults', faults } : { kind: 'failed', error };
  }
}

/** Selects a line of the text and brings it into view. */
function selectLine(area: HTMLTextAreaElement | null, line: number): void {
  if (area === null) return;
  const lines = area.value.split('\n');
  const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  area.focus();
  area.setSelectionRange(start, start + (lines[line - 1] ?? '').length);
  area.scrollTop = (area.scrollHeight / lines.length) * Math.max(0, line - 5);
}
