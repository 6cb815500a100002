import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { RefusedError } from '../../wire/http/call-route.js';
import { useNotices } from '../client/use-notices.js';
import { useSession } from '../app/session.js';
import { Badge } from '../widgets/badge.js';
import { Icon } from '../widgets/icon.js';
import { PageHead } from '../widgets/page-head.js';
import { Empty, Failed, Waiting } from '../widgets/states.js';
import { useWords } from '../words/use-words.js';
import type { DockDevice } from './device/dock-device.js';
import { dockPath } from './dock-paths.js';
import type { DockState } from './device/dock-state.js';
import type { DockHandover, KeptDay } from './device/dock-store.js';
import { DraftDialog } from './handover/draft-dialog.js';
import { countsOf } from './scan/scan-list.js';
import { useSsccsAhead } from './bags/use-ssccs-ahead.js';

export interface DockViewProps {
  readonly device: DockDevice;
  readonly state: DockState;
  readonly place: string;
}

/** What arrives at and departs from a facility on a day, by time. */
export function DayView(props: DockViewProps & { readonly day: string | undefined }): JSX.Element {
  const { device, state, place, day: asked } = props;
  const { t, formats } = useWords();
  const { may } = useSession();
  const { route } = useLocation();
  const [draft, setDraft] = useState<DockHandover | 'new' | undefined>(undefined);
  const { docks, today, day: kept, error } = state;
  const day = asked ?? today;
  useEffect(() => {
    if (day !== undefined) void device.loadDay(place, day);
  }, [device, place, day]);
  useNotices(['handover.changed', 'plan.changed'], () => {
    if (day !== undefined) void device.loadDay(place, day);
  });
  const isWriter = may('custody:write');
  useSsccsAhead(device, isWriter);
  const dock = docks?.find((one) => one.place === place);
  const shown = kept?.key === `${place} ${day}` ? kept : undefined;
  return (
    <>
      <PageHead
        title={dock?.name ?? place}
        {...(day === undefined ? {} : { lede: formats.day(`${day}T12:00:00Z`) })}
        actions={
          <>
            <label class="dock-choose">
              <span class="hidden">{t('docks.facility')}</span>
              <select value={place} onChange={({ currentTarget }) => route(dockPath(currentTarget.value))}>
                {(docks ?? [{ place, name: place }]).map((one) => (
                  <option key={one.place} value={one.place}>
                    {one.name}
                  </option>
                ))}
              </select>
            </label>
            <DaySteps place={place} day={day} today={today} />
          </>
        }
      />
      <p class="row dock-links">
        {isWriter && dock !== undefined ? (
          <button type="button" class="button" onClick={() => setDraft('new')}>
            <Icon name="plus" /> {t('docks.newManifest')}
          </button>
        ) : null}
        <a class="button" href={dockPath(place, 'bags')}>
          <Icon name="parcels" /> {t('docks.bags')}
        </a>
      </p>
      {shown === undefined ? (
        <NoDay error={error} again={() => day !== undefined && void device.loadDay(place, day)} />
      ) : (
        <Sides state={state} place={place} day={shown} onDraft={setDraft} />
      )}
      {draft === undefined || dock === undefined ? null : (
        <DraftDialog
          device={device}
          dock={dock}
          row={draft === 'new' ? undefined : draft}
          onClose={() => setDraft(undefined)}
        />
      )}
    </>
  );
}

/** In place of a day that is not there yet, or not at all. */
function NoDay({ error, again }: { readonly error: unknown; readonly again: () => void }): JSX.Element {
  const { t } = useWords();
  if (error === undefined) return <Waiting />;
  if (!(error instanceof RefusedError && error.status === 404)) return <Failed error={error} again={again} />;
  return (
    <Empty icon="dock" title={t('docks.unknownPlace')}>
      <p>{t('docks.unknownPlaceMore')}</p>
      <a class="button" href="/dock">
        {t('docks.toDocks')}
      </a>
    </Empty>
  );
}

/** Both sides of a day, and what waits to be drafted. */
function Sides(props: {
  readonly state: DockState;
  readonly place: string;
  readonly day: KeptDay;
  readonly onDraft: (row: DockHandover) => void;
}): JSX.Element {
  const { t, formats } = useWords();
  const { state, place, day, onDraft } = props;
  return (
    <>
      <WaitingDrafts state={state} />
      <Side state={state} place={place} rows={day.rows} direction="arrival" onDraft={onDraft} />
      <Side state={state} place={place} rows={day.rows} direction="departure" onDraft={onDraft} />
      <p class="fine">{t('docks.toldAt', { time: formats.time(new Date(day.toldMs)) })}</p>
    </>
  );
}

/** Manifests that are to be drafted once there is a connection. */
function WaitingDrafts({ state }: { readonly state: DockState }): JSX.Element | null {
  const { t, formats } = useWords();
  const drafts = state.acts.flatMap(({ seq, step, refusal }) =>
    step.kind === 'draft' && refusal === undefined ? [{ seq, ...step.draft }] : [],
  );
  if (drafts.length === 0) return null;
  return (
    <ul class="note dock-drafts">
      {drafts.map(({ seq, interchange, tender_at: at }) => (
        <li key={seq}>{t('docks.draftWaits', { interchange, at: formats.instant(at) })}</li>
      ))}
    </ul>
  );
}

/** To the day before and after. */
function DaySteps(props: {
  readonly place: string;
  readonly day: string | undefined;
  readonly today: string | undefined;
}): JSX.Element | null {
  const { t } = useWords();
  const { place, day, today } = props;
  if (day === undefined) return null;
  const step = (days: number): string => {
    const next = new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
    return `${dockPath(place)}?day=${next}`;
  };
  return (
    <nav class="row" aria-label={t('docks.days')}>
      <a class="icon-button dock-step" href={step(-1)} aria-label={t('docks.dayBefore')}>
        <Icon name="left" />
      </a>
      {day === today ? null : (
        <a class="button" href={dockPath(place)}>
          {t('docks.today')}
        </a>
      )}
      <a class="icon-button dock-step" href={step(1)} aria-label={t('docks.dayAfter')}>
        <Icon name="right" />
      </a>
    </nav>
  );
}

function Side(props: {
  readonly state: DockState;
  readonly place: string;
  readonly rows: readonly DockHandover[];
  readonly direction: 'arrival' | 'departure';
  readonly onDraft: (row: DockHandover) => void;
}): JSX.Element {
  const { t } = useWords();
  const { state, place, rows, direction, onDraft } = props;
  const own = rows.filter((row) => row.direction === direction);
  return (
    <section class="dock-side" aria-label={t(`docks.${direction}s`)}>
      <h2>
        {t(`docks.${direction}s`)} <span class="fine">{own.length}</span>
      </h2>
      {own.length === 0 ? (
        <Empty icon={direction === 'arrival' ? 'download' : 'upload'} title={t(`docks.no${direction}s`)}>
          <p>{t(`docks.no${direction}sMore`)}</p>
        </Empty>
      ) : (
        <ul class="dock-handovers">
          {own.map((row) => (
            <li key={row.handover_id ?? `${row.interchange} ${row.tender_at} ${row.partner_id}`}>
              <HandoverRow state={state} place={place} row={row} onDraft={onDraft} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function HandoverRow(props: {
  readonly state: DockState;
  readonly place: string;
  readonly row: DockHandover;
  readonly onDraft: (row: DockHandover) => void;
}): JSX.Element {
  const { t, formats } = useWords();
  const { may, workspace } = useSession();
  const { state, place, row, onDraft } = props;
  const id = row.handover_id;
  const kept = id === null ? undefined : state.lists.get(id)?.list;
  // What this device has scanned counts at once, also before it is sent.
  const counts = kept === undefined ? row.pieces : { ...row.pieces, ...countsOf(kept) };
  const { total, accepted, missing, refused } = counts;
  const code = row.partner_place.split(':', 1)[0] ?? '';
  const partner = workspace.carriers.find((carrier) => carrier.code === code)?.name ?? code;
  const words = t('docks.counts', { accepted, total, missing, refused });
  const body = (
    <>
      <span class="dock-time">
        <strong>{formats.time(row.tender_at)}</strong>
        {formats.day(row.tender_at) === formats.day(`${state.day?.day}T12:00:00Z`) ? null : (
          <span class="fine">{formats.day(row.tender_at)}</span>
        )}
      </span>
      <span class="dock-what">
        <span class="dock-partner">{partner}</span>
        <span class="fine">
          {row.interchange}
          {row.departure === null ? '' : ` · ${row.departure}`}
          {row.containers.total === 0 ? '' : ` · ${t('docks.containers', { count: row.containers.total })}`}
        </span>
        <ScanBar accepted={accepted} missing={missing + refused} total={total} />
        <span class="dock-words">{row.phase === 'planned' ? t('docks.plannedPieces', { count: total }) : words}</span>
      </span>
      <Badge tone={TONES[row.phase]}>{t(`docks.phase.${row.phase}`)}</Badge>
    </>
  );
  if (id !== null) {
    return (
      <a class="dock-handover" href={dockPath(place, id)}>
        {body}
      </a>
    );
  }
  return (
    <div class="dock-handover dock-planned">
      {body}
      {row.direction === 'departure' && may('custody:write') ? (
        <button type="button" class="button" onClick={() => onDraft(row)}>
          {t('docks.makeManifest')}
        </button>
      ) : null}
    </div>
  );
}

/** Pieces that were scanned and that are missing, of all; words stand beside it. */
export function ScanBar(props: {
  readonly accepted: number;
  readonly missing: number;
  readonly total: number;
}): JSX.Element {
  const { accepted, missing, total } = props;
  const width = (count: number): string => `${total === 0 ? 0 : (count / total) * 100}%`;
  return (
    <span class="dock-bar" aria-hidden="true">
      <span class="dock-bar-good" style={{ width: width(accepted) }} />
      <span class="dock-bar-bad" style={{ width: width(missing) }} />
    </span>
  );
}

export const TONES = {
  planned: 'plain',
  draft: 'plain',
  pre_advised: 'info',
  tendered: 'late',
  receiving: 'late',
  settled: 'good',
} as const satisfies Readonly<Record<DockHandover['phase'], string>>;
