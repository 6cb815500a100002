import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { displayTrackingNumber } from '../../../standards/tracking/tracking-number.js';
import { useSession } from '../../app/session.js';
import { useToast } from '../../app/toasts.js';
import { useAct } from '../../client/use-act.js';
import { useAnswer } from '../../client/use-answer.js';
import { useNotices } from '../../client/use-notices.js';
import { ConfirmDialog } from '../../widgets/confirm-dialog.js';
import { Figure, Figures } from '../../widgets/figure.js';
import { PageHead } from '../../widgets/page-head.js';
import { Failed, Shown } from '../../widgets/states.js';
import { TextField } from '../../widgets/text-field.js';
import { useWords } from '../../words/use-words.js';
import { amount, AssessmentView } from './assessment-view.js';
import { DeclarationFacts } from './declaration-facts.js';
import { DomesticView } from './domestic-view.js';
import { EventDialog } from './event-dialog.js';
import { ExportDocuments } from './export-documents.js';
import { ExportTimeline } from './export-timeline.js';
import { ExportVersions } from './export-versions.js';
import { recordable } from './possible-events.js';
import { PromiseView } from '../form/promise-view.js';
import { DueWords, StateBadge } from '../state-badge.js';
import { countryName } from '../tables/tables.js';
import type { ExportDetails, ExportEvent } from '../wire-types.js';

/** One export: where it is, what happened, its documents, and what can be done with it. */
export function ExportPage({ id }: { readonly id: string }): JSX.Element {
  const { t } = useWords();
  const told = useAnswer(
    async (client, signal) => {
      const params = { id };
      const [details, events] = await Promise.all([
        client.getExport({ params, signal }),
        client.listExportEvents({ params, signal }),
      ]);
      return { details: details.body, events: events.body.data };
    },
    [id],
  );
  useNotices(['export.changed'], (notices) => {
    if (notices.some(({ data }) => JSON.stringify(data).includes(id))) told.again();
  });
  return (
    <div class="page exports">
      <p class="crumb">
        <a href="/exports">{t('exports.back')}</a>
      </p>
      <Shown answered={told} lines={16}>
        {({ details, events }) => <Known details={details} events={events} onChanged={told.again} />}
      </Shown>
    </div>
  );
}

function Known(props: {
  readonly details: ExportDetails;
  readonly events: readonly ExportEvent[];
  readonly onChanged: () => void;
}): JSX.Element {
  const { t, locale, formats } = useWords();
  const { details, events, onChanged } = props;
  const { declaration, assessment } = details;
  return (
    <>
      <PageHead
        title={details.item === null ? t('exports.draft.title') : displayTrackingNumber(details.item)}
        lede={
          <span class="row">
            <StateBadge state={details.state} />
            <span>{declaration.reference}</span>
          </span>
        }
        actions={<Acts details={details} onChanged={onChanged} />}
      />
      <Figures>
        <Figure
          label={t('exports.section.addressee')}
          value={countryName(locale, declaration.addressee?.country ?? '–')}
          beside={declaration.addressee?.name}
        />
        <Figure
          label={t('exports.valueTotal')}
          value={amount(assessment.total_value_minor, declaration.currency, formats)}
          beside={assessment.forms.map(({ name }) => name).join(' + ')}
        />
        <Figure
          label={t('exports.chargesTotal')}
          value={assessment.charges.total_paise === null ? '–' : formats.money(assessment.charges.total_paise)}
          beside={declaration.gross_weight_g === undefined ? undefined : formats.weight(declaration.gross_weight_g)}
        />
        <Figure
          label={t('exports.due')}
          value={<DueWords {...details} />}
          beside={t('exports.since', { at: formats.instant(details.since) })}
        />
      </Figures>
      <div class="export-columns">
        <div class="stack">
          <section class="card" aria-labelledby="export-timeline">
            <h2 id="export-timeline">{t('exports.timeline')}</h2>
            <ExportTimeline events={events} />
          </section>
          {details.state === 'draft' ? <PromiseView declaration={declaration} /> : <DomesticView details={details} />}
          <DeclarationFacts declaration={declaration} />
          {details.version > 1 ? <ExportVersions id={details.id} version={details.version} /> : null}
        </div>
        <div class="stack">
          <ExportDocuments details={details} />
          <section class="card export-assessment" aria-label={t('exports.check')}>
            <AssessmentView assessment={assessment} currency={declaration.currency} />
          </section>
          <p class="fine">
            {details.version === 0 ? '' : t('exports.version', { version: details.version })}{' '}
            {details.bill === null ? '' : t('exports.bill', { bill: details.bill })}{' '}
            {details.keep_until === null ? '' : t('exports.kept', { day: details.keep_until })}
          </p>
        </div>
      </div>
    </>
  );
}

/** What can be done with an export in its state, for who may. */
function Acts(props: { readonly details: ExportDetails; readonly onChanged: () => void }): JSX.Element {
  const { t } = useWords();
  const { may } = useSession();
  const { route } = useLocation();
  const { details, onChanged } = props;
  const { id, state, possible_events: possible } = details;
  const [open, setOpen] = useState<'cancel' | 'event' | 'delete'>();
  const acting = useAct();
  const duplicate = async (): Promise<void> => {
    let copy = '';
    const isDone = await acting.act(async (client) => {
      copy = (await client.duplicateExport({ params: { id } })).body.id;
    });
    if (isDone) route(`/exports/${copy}/edit`);
  };
  const close = (isDone: boolean): void => {
    setOpen(undefined);
    if (isDone) onChanged();
  };
  const mayWrite = may('shipments:write');
  return (
    <>
      {may('custody:write') && recordable(possible).length > 0 ? (
        <button type="button" class="button button-main" onClick={() => setOpen('event')}>
          {t('exports.record')}
        </button>
      ) : null}
      {mayWrite && state === 'draft' ? (
        <>
          <a class="button button-main" href={`/exports/${id}/edit`}>
            {t('exports.edit')}
          </a>
          <button type="button" class="button button-bad" onClick={() => setOpen('delete')}>
            {t('exports.delete')}
          </button>
        </>
      ) : null}
      {mayWrite && possible.includes('amended') ? (
        <a class="button" href={`/exports/${id}/amend`}>
          {t('exports.amend')}
        </a>
      ) : null}
      {mayWrite ? (
        <button type="button" class="button" disabled={acting.isBusy} onClick={() => void duplicate()}>
          {t('exports.duplicate')}
        </button>
      ) : null}
      {mayWrite && possible.includes('cancelled') ? (
        <button type="button" class="button button-bad" onClick={() => setOpen('cancel')}>
          {t('exports.cancel')}
        </button>
      ) : null}
      {acting.error === undefined || open !== undefined ? null : <Failed error={acting.error} />}
      <CancelDialog id={id} isOpen={open === 'cancel'} onClose={close} />
      <DeleteDialog id={id} isOpen={open === 'delete'} onClose={() => setOpen(undefined)} />
      <EventDialog id={id} possible={possible} isOpen={open === 'event'} onClose={close} />
    </>
  );
}

function CancelDialog(props: {
  readonly id: string;
  readonly isOpen: boolean;
  readonly onClose: (isDone: boolean) => void;
}): JSX.Element {
  const { t } = useWords();
  const tell = useToast();
  const acting = useAct();
  const [reason, setReason] = useState('');
  const { id, isOpen, onClose } = props;
  const go = async (): Promise<void> => {
    const isDone = await acting.act(async (client) => {
      await client.cancelExport({ params: { id }, body: reason.trim() === '' ? {} : { reason: reason.trim() } });
    });
    if (!isDone) return;
    tell({ tone: 'good', text: t('exports.cancelled') });
    onClose(true);
  };
  return (
    <ConfirmDialog
      title={t('exports.cancel')}
      isOpen={isOpen}
      acting={acting}
      onClose={() => onClose(false)}
      go={go}
      words={t('exports.cancel')}
      isBad
    >
      <p>{t('exports.cancelMeans')}</p>
      <TextField label={t('exports.reasonWhy')} isOptional lengthMax={300} value={reason} onChange={setReason} />
    </ConfirmDialog>
  );
}

function DeleteDialog(props: {
  readonly id: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}): JSX.Element {
  const { t } = useWords();
  const { route } = useLocation();
  const acting = useAct();
  const { id, isOpen, onClose } = props;
  const go = async (): Promise<void> => {
    const isDone = await acting.act(async (client) => {
      await client.deleteExport({ params: { id } });
    });
    if (isDone) route('/exports');
  };
  return (
    <ConfirmDialog
      title={t('exports.delete')}
      isOpen={isOpen}
      acting={acting}
      onClose={onClose}
      go={go}
      words={t('exports.delete')}
      isBad
    >
      <p>{t('exports.deleteMeans')}</p>
    </ConfirmDialog>
  );
}
