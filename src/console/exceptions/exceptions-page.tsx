import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { EXCEPTION_CODES, EXPORT_EXCEPTION_CODES } from '../../domain/shipment-exception.js';
import { useSession } from '../app/session.js';
import { useShortcuts } from '../app/shortcuts.js';
import { moved, toggled } from '../parcels/list-state.js';
import { usePartyName } from '../parcels/party-name.js';
import { SavedViews } from '../parcels/saved-views.js';
import { SelectSwitch } from '../parcels/select-switch.js';
import { Badge, type Tone } from '../widgets/badge.js';
import { PageHead } from '../widgets/page-head.js';
import { Empty, Failed, Waiting } from '../widgets/states.js';
import { useWords } from '../words/use-words.js';
import { AssignDialog } from './assign-dialog.js';
import { ExceptionDetail } from './exception-detail.js';
import { NoteDialog } from './note-dialog.js';
import { addressOf, filtersOf, grouped, viewOf, type QueueView } from './queue-state.js';
import { useAssignees, type Assignees } from './use-assignees.js';
import { useQueueActs, type QueueActs } from './use-queue-acts.js';
import { pageOf, useQueue, type Exception, type Queue } from './use-queue.js';
import '../parcels/parcels.css';
import './exceptions.css';

/** What somebody should look at, most urgent first. */
export function ExceptionsPage(): JSX.Element {
  const { t } = useWords();
  const { query, route } = useLocation();
  const view = useMemo(() => viewOf(query), [query]);
  const queue = useQueue(view);
  const acts = useQueueActs(queue);
  const assignees = useAssignees();
  useQueueKeys(queue, acts);
  const current = queue.list.rows[queue.list.current];
  const [isSelecting, setSelecting] = useState(false);
  return (
    <div class={isSelecting ? 'page exceptions is-selecting' : 'page exceptions'}>
      <PageHead
        title={t('nav.exceptions')}
        lede={t('exceptions.live')}
        actions={<SelectSwitch isOn={isSelecting} onSwitch={setSelecting} />}
      />
      <SavedViews
        page="exceptions"
        filters={filtersOf(view)}
        columns={[]}
        addressOf={({ filters }) => addressOf(viewOf(filters))}
      />
      <QueueFilters view={view} assignees={assignees} onView={(chosen) => route(addressOf(chosen))} />
      <QueueActions queue={queue} acts={acts} view={view} />
      <div class="queue-columns">
        <QueueRows queue={queue} view={view} nameOf={assignees.nameOf} />
        {current === undefined ? null : (
          <ExceptionDetail key={current.id} exception={current} turn={acts.turn} nameOf={assignees.nameOf} />
        )}
      </div>
      <NoteDialog acts={acts} />
      <AssignDialog acts={acts} assignees={assignees} />
    </div>
  );
}

function useQueueKeys({ list, change }: Queue, acts: QueueActs): void {
  const { t } = useWords();
  const { route } = useLocation();
  const current = list.rows[list.current];
  useShortcuts([
    { keys: 'j', words: t('exceptions.key.next'), run: () => change((known) => moved(known, 1)) },
    { keys: 'k', words: t('exceptions.key.previous'), run: () => change((known) => moved(known, -1)) },
    {
      keys: 'x',
      words: t('exceptions.key.select'),
      run: () => {
        if (current !== undefined) change((known) => toggled(known, current.id));
      },
    },
    { keys: 'a', words: t('exceptions.key.assign'), run: acts.assignMe },
    { keys: 'o', words: t('exceptions.key.assignOther'), run: acts.startAssigning },
    { keys: 'n', words: t('exceptions.key.note'), run: acts.startNote },
    { keys: 'r', words: t('exceptions.key.resolve'), run: acts.resolve },
    {
      keys: 'Enter',
      words: t('exceptions.key.open'),
      run: () => {
        if (current !== undefined) route(pageOf(current));
      },
    },
  ]);
}

function QueueFilters(props: {
  readonly view: QueueView;
  readonly assignees: Assignees;
  readonly onView: (view: QueueView) => void;
}): JSX.Element {
  const { t, tCode } = useWords();
  const { view, assignees, onView } = props;
  const { actor } = useSession();
  const choices: readonly (readonly [keyof QueueView, string, readonly (readonly [string, string])[]])[] = [
    [
      'severity',
      t('exceptions.severity'),
      [['', t('parcels.any')], ...['critical', 'warning', 'info'].map((one) => [one, tCode('severity', one)] as const)],
    ],
    [
      'code',
      t('exceptions.code'),
      [['', t('parcels.any')], ...CODES.map((one) => [one, tCode('exception', one)] as const)],
    ],
    [
      'assigned',
      t('exceptions.assigned'),
      [
        ...(['anybody', 'me', 'nobody'] as const).map((one) => [one, t(`exceptions.${one}`)] as const),
        ...assignees.all.filter(({ id }) => id !== actor).map(({ id, name }) => [id, name] as const),
      ],
    ],
    ['state', t('exceptions.state'), (['open', 'resolved'] as const).map((one) => [one, t(`exceptions.state.${one}`)])],
    [
      'group',
      t('exceptions.group'),
      (['none', 'code', 'place'] as const).map((one) => [one, t(`exceptions.group.${one}`)]),
    ],
  ];
  return (
    <form class="queue-filters" onSubmit={(event) => event.preventDefault()}>
      {choices.map(([key, label, options]) => (
        <label key={key}>
          <span>{label}</span>
          <select
            value={view[key]}
            onChange={({ currentTarget }) => onView(viewOf({ ...view, [key]: currentTarget.value }))}
          >
            {options.map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        </label>
      ))}
    </form>
  );
}

/** What is done with the rows that are chosen, or with the current one. */
function QueueActions(props: {
  readonly queue: Queue;
  readonly acts: QueueActs;
  readonly view: QueueView;
}): JSX.Element | null {
  const { t } = useWords();
  const { queue, acts, view } = props;
  const { list, change } = queue;
  if (!acts.isAllowed || list.rows.length === 0) return null;
  const button = (words: string, run: () => void): JSX.Element => (
    <button type="button" class="button" disabled={acts.isBusy} onClick={run}>
      {words}
    </button>
  );
  return (
    <div class="selection" role="group" aria-label={t('exceptions.caption')}>
      {list.chosen.size === 0 ? null : <strong>{t('parcels.selected', { count: list.chosen.size })}</strong>}
      {acts.isPerson ? (
        button(t('exceptions.assignMe'), acts.assignMe)
      ) : (
        <span class="fine">{t('exceptions.keyUser')}</span>
      )}
      {button(t('exceptions.assignOther'), acts.startAssigning)}
      {button(t('exceptions.note'), acts.startNote)}
      {view.state === 'open'
        ? button(t('exceptions.resolve'), acts.resolve)
        : button(t('exceptions.reopen'), acts.reopen)}
      {list.chosen.size === 0
        ? null
        : button(t('parcels.clearSelection'), () => change((known) => ({ ...known, chosen: new Set() })))}
    </div>
  );
}

function QueueRows(props: {
  readonly queue: Queue;
  readonly view: QueueView;
  readonly nameOf: Assignees['nameOf'];
}): JSX.Element {
  const { queue, view, nameOf } = props;
  const { t, tCode } = useWords();
  const { list, state, error, again, hasMore, more } = queue;
  if (list.rows.length === 0) {
    if (state === 'failed') return <Failed error={error} again={again} />;
    if (state === 'asking') return <Waiting lines={10} />;
    const isUsual = Object.keys(filtersOf(view)).length === 0;
    return (
      <Empty icon="check" title={t('exceptions.none')}>
        <p>{t(isUsual ? 'exceptions.noneMore' : 'exceptions.noneFiltered')}</p>
      </Empty>
    );
  }
  const titleOf = (key: string): string =>
    view.group === 'code' ? tCode('exception', key) : key === '' ? t('exceptions.noPlace') : key;
  return (
    <section class="queue" aria-label={t('exceptions.caption')} aria-busy={state === 'asking'}>
      <p class="fine" role="status">
        {t('parcels.openExceptions', { count: list.rows.length })}
        {hasMore ? `, ${t('parcels.andMore')}` : ''}
      </p>
      {grouped(list.rows, view.group).map(({ key, rows }) => (
        <div key={key}>
          {view.group === 'none' ? null : (
            <h2>
              {titleOf(key)} <span class="fine">{rows.length}</span>
            </h2>
          )}
          <ul>
            {rows.map((row) => (
              <QueueRow key={row.id} row={row} queue={queue} nameOf={nameOf} />
            ))}
          </ul>
        </div>
      ))}
      {hasMore ? (
        <button type="button" class="button" disabled={state === 'asking'} onClick={more}>
          {t('exceptions.more')}
        </button>
      ) : null}
    </section>
  );
}

/** Rules of shipments and of exports. */
const CODES = [...EXCEPTION_CODES, ...EXPORT_EXCEPTION_CODES];

/** As the style of the page has it. */
const NARROW = '(max-width: 900px)';

const TONES: Readonly<Record<Exception['severity'], Tone>> = { critical: 'bad', warning: 'late', info: 'info' };

function QueueRow(props: {
  readonly row: Exception;
  readonly queue: Queue;
  readonly nameOf: Assignees['nameOf'];
}): JSX.Element {
  const { row, queue, nameOf } = props;
  const { t, formats } = useWords();
  const name = usePartyName();
  const { list, change } = queue;
  const isCurrent = list.rows[list.current]?.id === row.id;
  const element = useRef<HTMLLIElement>(null);
  const [wasCurrent, setWasCurrent] = useState(isCurrent);
  useEffect(() => {
    if (isCurrent && !wasCurrent) element.current?.scrollIntoView({ block: 'nearest' });
    setWasCurrent(isCurrent);
  }, [isCurrent]);
  const number = row.shipment?.tracking_number ?? row.export?.item ?? row.shipment_id ?? row.export_id ?? '';
  return (
    <li ref={element} class={isCurrent ? 'is-current' : ''} aria-current={isCurrent ? 'true' : undefined}>
      <input
        type="checkbox"
        aria-label={t('exceptions.select', { number })}
        checked={list.chosen.has(row.id)}
        onChange={() => change((known) => toggled(known, row.id))}
      />
      <button
        type="button"
        class="queue-row"
        onClick={() => {
          change((known) => ({ ...known, current: known.rows.findIndex(({ id }) => id === row.id) }));
          // Where there is no room beside the rows, what is known of one stands above them.
          if (matchMedia(NARROW).matches) document.getElementById('page')?.scrollTo({ top: 0 });
        }}
      >
        <span class="queue-what">
          <Badge tone={TONES[row.severity]}>{t(`severity.${row.severity}`)}</Badge>
          <strong>{t(`exception.${row.code}`)}</strong>
        </span>
        <span class="mono">{number}</span>
        <span class="fine">
          {row.due_at === null
            ? t('exceptions.noDue')
            : t(row.export === null ? 'exceptions.due' : 'exceptions.exportDue', {
                moment: formats.instant(row.due_at),
              })}{' '}
          · {t('exceptions.responsible', { party: name(row.responsible) })}
        </span>
        {row.assigned_to === null ? null : <Badge icon="person">{nameOf(row.assigned_to)}</Badge>}
      </button>
    </li>
  );
}
