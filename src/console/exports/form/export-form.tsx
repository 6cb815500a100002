import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { displayTrackingNumber } from '../../../standards/tracking/tracking-number.js';
import type { WireFault } from '../../../wire/http/problem.js';
import { useToast } from '../../app/toasts.js';
import { useAct } from '../../client/use-act.js';
import { useAnswer } from '../../client/use-answer.js';
import { ConfirmDialog } from '../../widgets/confirm-dialog.js';
import { Icon } from '../../widgets/icon.js';
import { PageHead } from '../../widgets/page-head.js';
import { Failed, Shown } from '../../widgets/states.js';
import { TextField } from '../../widgets/text-field.js';
import { useWords } from '../../words/use-words.js';
import { AssessmentView } from '../detail/assessment-view.js';
import { FaultList } from './fault-list.js';
import { byPath, inPageOrder } from './faults.js';
import { FormContext, type Form } from './form-context.js';
import { DeclarationSections } from './form-sections.js';
import { patchOf, withField, withGoodsField } from './form-state.js';
import { PromiseView, type OfficeChoice } from './promise-view.js';
import type { Tables } from '../tables/tables.js';
import { useAmendment, useDraft, type Written } from './use-draft.js';
import { useTables } from '../tables/use-tables.js';
import type { ExportDetails } from '../wire-types.js';

/** A draft that is filled in, or a filed declaration that is amended. */
export function ExportFormPage({ id, isAmending }: { readonly id: string; readonly isAmending: boolean }): JSX.Element {
  const { t } = useWords();
  const { route } = useLocation();
  const tables = useTables();
  const told = useAnswer(async (client, signal) => (await client.getExport({ params: { id }, signal })).body, [id]);
  const state = told.value?.state;
  useEffect(() => {
    // What is filed already is shown, not filled in.
    if (!isAmending && state !== undefined && state !== 'draft') route(`/exports/${id}`, true);
  }, [state]);
  return (
    <div class="page exports">
      <p class="crumb">
        <a href={isAmending ? `/exports/${id}` : '/exports'}>{t(isAmending ? 'exports.backToOne' : 'exports.back')}</a>
      </p>
      <Shown answered={tables} lines={16}>
        {(known) => (
          <Shown answered={told} lines={16}>
            {(details) =>
              isAmending ? (
                <Amending details={details} tables={known} />
              ) : (
                <Drafting key={details.id} details={details} tables={known} />
              )
            }
          </Shown>
        )}
      </Shown>
    </div>
  );
}

interface FormProps {
  readonly details: ExportDetails;
  readonly tables: Tables;
}

function Drafting({ details, tables }: FormProps): JSX.Element {
  const { t } = useWords();
  const { path, query, route } = useLocation();
  const tell = useToast();
  const acting = useAct();
  const written = useDraft(details);
  const { office } = query;
  const choice: OfficeChoice = {
    office,
    onChoose: (code) => route(code === undefined ? path : `${path}?office=${code}`, true),
  };
  const file = async (): Promise<void> => {
    let item: string | null = null;
    const isDone = await acting.act(async (client) => {
      item = (await client.fileExport({ params: { id: details.id }, query: office === undefined ? {} : { office } }))
        .body.item;
    });
    if (!isDone) return;
    tell({ tone: 'good', text: t('exports.filed', { item: displayTrackingNumber(item ?? '') }) });
    route(`/exports/${details.id}`);
  };
  return (
    <WrittenForm
      title={t('exports.draft.title')}
      written={written}
      choice={choice}
      tables={tables}
      acting={acting}
      go={() => void file()}
      words={t('exports.file')}
    >
      <p class="fine" role="status">
        {t(`exports.saving.${written.status}`)}
      </p>
    </WrittenForm>
  );
}

function Amending({ details, tables }: FormProps): JSX.Element {
  const { t } = useWords();
  const { route } = useLocation();
  const tell = useToast();
  const acting = useAct();
  const written = useAmendment(details);
  const [isAsking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const patch = patchOf(details.declaration, written.declaration);
  const amend = async (): Promise<void> => {
    const isDone = await acting.act(async (client) => {
      await client.amendExport({ params: { id: details.id }, body: { declaration: patch ?? {}, reason } });
    });
    if (!isDone) return;
    tell({ tone: 'good', text: t('exports.amended') });
    route(`/exports/${details.id}`);
  };
  return (
    <WrittenForm
      title={t('exports.amend.title', { item: displayTrackingNumber(details.item ?? '') })}
      written={written}
      tables={tables}
      acting={{ ...acting, error: undefined, isBusy: acting.isBusy || patch === undefined }}
      go={() => setAsking(true)}
      words={t('exports.amend')}
    >
      <p class="fine">{t('exports.amend.means')}</p>
      <ConfirmDialog
        title={t('exports.amend')}
        isOpen={isAsking}
        acting={acting}
        onClose={() => setAsking(false)}
        go={amend}
        words={t('exports.amend')}
        isReady={reason.trim() !== ''}
      >
        <TextField label={t('exports.reasonWhy')} lengthMax={300} value={reason} onChange={setReason} />
      </ConfirmDialog>
    </WrittenForm>
  );
}

function WrittenForm(props: {
  readonly title: string;
  readonly written: Written;
  /** The office of exchange, as long as one can be chosen. */
  readonly choice?: OfficeChoice;
  readonly tables: Tables;
  readonly acting: { readonly isBusy: boolean; readonly error: unknown };
  readonly go: () => void;
  readonly words: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  const { t } = useWords();
  const { title, written, choice, tables, acting, go, words, children } = props;
  const { state, change, check, refused, unreadable } = written;
  const [isTried, setTried] = useState(false);
  const root = useRef<HTMLFormElement>(null);
  const faults = useMemo(() => allFaults(written), [check, refused, [...unreadable].join()]);
  const form = useMemo(
    (): Form => ({
      state,
      tables,
      change,
      faults,
      isTried,
      setField: (path, value) => change((before) => withField(before, path, value)),
      setGoods: (row, path, value) => change((before) => withGoodsField(before, row, path, value)),
    }),
    [state, tables, change, faults, isTried],
  );
  const goTo = (path: string): void => focusField(root.current, path);
  const submit = async (): Promise<void> => {
    setTried(true);
    const known = await written.flush();
    if (known?.length === 0 && unreadable.size === 0) go();
    else goTo([...inPageOrder(new Map([...faults, ...byPath(known ?? [])])).keys()][0] ?? '');
  };
  return (
    <FormContext.Provider value={form}>
      <PageHead title={title} />
      <form
        ref={root}
        class="export-form"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div class="stack">
          <DeclarationSections promise={<PromiseView declaration={written.declaration} choice={choice} />} />
        </div>
        <aside class="card export-check" aria-label={t('exports.check')}>
          <div class="export-check-body">
            {check === undefined ? null : (
              <>
                <FaultList faults={faults} warnings={check.warnings} goTo={goTo} />
                <AssessmentView assessment={check.assessment} currency={written.declaration.currency} />
              </>
            )}
          </div>
          {acting.error === undefined ? null : <Failed error={acting.error} />}
          {children}
          <button type="submit" class="button button-main" disabled={acting.isBusy}>
            <Icon name="check" size={16} />
            {words}
          </button>
        </aside>
      </form>
    </FormContext.Provider>
  );
}

/** What the page, the server's reading and its check say is wrong: the first at each field, in the order of the page. */
function allFaults({ check, refused, unreadable }: Written): Map<string, WireFault> {
  const own = [...unreadable].map((path) => ({ code: 'no_number', message: 'is no number', pointer: `#/${path}` }));
  return inPageOrder(byPath([...own, ...refused, ...(check?.faults ?? [])]));
}

/** Brings a field into view and to the keys, opening what hides it; the nearest one above where it has none of its own. */
function focusField(root: HTMLElement | null, path: string): void {
  const found =
    root?.querySelector(`[data-path="${CSS.escape(path)}"]`) ??
    root?.querySelector(`[data-path^="${CSS.escape(path)}"]`);
  for (let inside = found?.closest('details'); inside; inside = inside.parentElement?.closest('details')) {
    inside.open = true;
  }
  const field = found?.querySelector<HTMLElement>('input, select, textarea');
  field?.focus({ preventScroll: true });
  found?.scrollIntoView({ block: 'center' });
}
