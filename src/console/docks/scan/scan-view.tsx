import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import { useSession } from '../../app/session.js';
import { Badge } from '../../widgets/badge.js';
import { Icon } from '../../widgets/icon.js';
import { PageHead } from '../../widgets/page-head.js';
import { Failed, Waiting } from '../../widgets/states.js';
import { Tabs } from '../../widgets/tabs.js';
import { useWords } from '../../words/use-words.js';
import { CameraPanel } from '../../widgets/camera-panel.js';
import { TONES, type DockViewProps } from '../day-view.js';
import { dockPath } from '../dock-paths.js';
import { isArriving, type DockState } from '../device/dock-state.js';
import { HandoverActions } from '../handover/handover-actions.js';
import { LastScan } from './last-scan.js';
import { ProblemDialog, type ProblemOf } from '../handover/problem-dialog.js';
import { ProblemList } from '../handover/problem-list.js';
import { countsOf, type ListCounts, type ScanList } from './scan-list.js';
import { RecentScans, WaitingList } from './scan-lists.js';
import { TypedCode } from './typed-code.js';
import { useScanKeys } from './use-scan-keys.js';

/** One handover: what is scanned last in large, counts, and what is missing. */
export function ScanView({ device, state, place, id }: DockViewProps & { readonly id: string }): JSX.Element {
  useEffect(() => {
    void device.openHandover(id);
    return () => void device.openHandover(undefined);
  }, [device, id]);
  const open = state.openId === id ? state.lists.get(id) : undefined;
  if (open !== undefined) return <OpenHandover device={device} state={state} place={place} list={open.list} />;
  if (state.error === undefined) return <Waiting />;
  return <Failed error={state.error} again={() => void device.openHandover(id)} />;
}

function OpenHandover({ device, state, place, list }: DockViewProps & { readonly list: ScanList }): JSX.Element {
  const { t } = useWords();
  const { may } = useSession();
  const [problem, setProblem] = useState<ProblemOf | undefined>(undefined);
  const isArrival = isArriving(state, list);
  const canScan = may('custody:write') && (isArrival || list.phase === 'pre_advised');
  const counts = isArrival ? countsOf(list) : loadedCounts(list, state.marks);
  const scan = (text: string): void => {
    setProblem(undefined);
    void device.scan(text);
  };
  useScanKeys(canScan, scan);
  return (
    <>
      <ScanHead place={place} list={list} isArrival={isArrival} />
      {canScan ? (
        <LastScan device={device} state={state} place={place} onProblem={setProblem} />
      ) : (
        <p class="note">{t(isArrival ? 'docks.cannotScan' : `docks.departing.${phaseWords(list)}`)}</p>
      )}
      <Counts counts={counts} isArrival={isArrival} />
      {canScan ? <Inputs onCode={scan} /> : null}
      <Lists
        device={device}
        state={state}
        place={place}
        list={list}
        isArrival={isArrival}
        counts={counts}
        {...(isArrival && canScan ? { onProblem: setProblem } : {})}
      />
      <HandoverActions device={device} state={state} list={list} isArrival={isArrival} place={place} />
      <ProblemDialog
        of={problem}
        onClose={() => setProblem(undefined)}
        onTold={(conditions, photo) => {
          if (problem === undefined) return;
          const step = { kind: 'scan' as const, of: problem.of, name: problem.name, conditions };
          void device.record({ handoverId: list.id, step }, photo === undefined ? {} : { photo });
          setProblem(undefined);
        }}
      />
    </>
  );
}

interface OfHandover {
  readonly place: string;
  readonly list: ScanList;
  readonly isArrival: boolean;
}

/** With whom, when and where, and the way back. */
function ScanHead({ place, list, isArrival }: OfHandover): JSX.Element {
  const { t, formats } = useWords();
  const { workspace } = useSession();
  const code = (isArrival ? list.giver_place : list.receiver_place).split(':', 1)[0] ?? '';
  const partner = workspace.carriers.find((carrier) => carrier.code === code)?.name ?? code;
  return (
    <>
      <a class="dock-back" href={dockPath(place)}>
        <Icon name="back" /> {t('docks.backToDay')}
      </a>
      <PageHead
        title={t(isArrival ? 'docks.from' : 'docks.to', { partner })}
        lede={
          <>
            {formats.instant(list.tender_at)} · {list.interchange}{' '}
            <Badge tone={TONES[list.phase]}>{t(`docks.phase.${list.phase}`)}</Badge>
          </>
        }
      />
    </>
  );
}

/** The camera, and a field for what no scanner reads. */
function Inputs({ onCode }: { readonly onCode: (text: string) => void }): JSX.Element {
  const { t } = useWords();
  const [hasCamera, setCamera] = useState(false);
  return (
    <>
      <div class="dock-inputs">
        <button type="button" class="button dock-big" aria-pressed={hasCamera} onClick={() => setCamera(!hasCamera)}>
          <Icon name="camera" /> {t(hasCamera ? 'docks.camera.close' : 'docks.camera.open')}
        </button>
        <TypedCode onCode={onCode} />
      </div>
      {hasCamera ? <CameraPanel onCode={onCode} /> : null}
    </>
  );
}

/** What was not seen, what was scanned last, and what is not as manifested; each has an address. */
function Lists(
  props: OfHandover & {
    readonly device: DockViewProps['device'];
    readonly state: DockState;
    readonly counts: ListCounts;
    readonly onProblem?: (problem: ProblemOf) => void;
  },
): JSX.Element {
  const { t } = useWords();
  const { query } = useRoute();
  const { device, state, place, list, isArrival, counts, onProblem } = props;
  const show = query['show'] ?? 'waiting';
  const tab = (name: string, words: string): { href: string; words: string; isCurrent: boolean } => ({
    href: `${dockPath(place, list.id)}?show=${name}`,
    words,
    isCurrent: show === name,
  });
  const waiting = t(isArrival ? 'docks.tab.waiting' : 'docks.tab.loading', { count: counts.waiting + counts.missing });
  return (
    <>
      <Tabs
        label={t('docks.lists')}
        tabs={[
          tab('waiting', waiting),
          tab('scans', t('docks.tab.scans', { count: state.told.length })),
          tab('problems', t('docks.tab.problems')),
        ]}
      />
      {show === 'scans' ? (
        <RecentScans told={state.told} />
      ) : show === 'problems' ? (
        <ProblemList id={list.id} list={list} isArrival={isArrival} device={device} acts={state.acts} />
      ) : (
        <WaitingList
          list={list}
          marks={isArrival ? undefined : state.marks}
          {...(onProblem === undefined ? {} : { onProblem })}
        />
      )}
    </>
  );
}

function phaseWords({ phase }: ScanList): 'draft' | 'tendered' {
  return phase === 'draft' ? 'draft' : 'tendered';
}

/** Of a departure: what was loaded counts as accepted until it is tendered. */
function loadedCounts(list: ScanList, marks: ReadonlySet<string>): ListCounts {
  const counts = countsOf(list);
  if (list.phase !== 'pre_advised' && list.phase !== 'draft') return counts;
  const { pieces, containers } = list;
  const isLoaded = (index: number): boolean => {
    if (marks.has(pieces.tracking_numbers[index] ?? '')) return true;
    for (let at = pieces.inside[index] ?? -1; at >= 0; at = containers.inside[at] ?? -1) {
      if (marks.has(containers.ssccs[at] ?? '')) return true;
    }
    return false;
  };
  const loaded = pieces.ids.filter((_, index) => isLoaded(index)).length;
  return { ...counts, accepted: loaded, waiting: counts.total - loaded };
}

function Counts({ counts, isArrival }: { readonly counts: ListCounts; readonly isArrival: boolean }): JSX.Element {
  const { t, formats } = useWords();
  const { total, accepted, waiting, refused, missing, others } = counts;
  const figures = [
    ['accepted', isArrival ? 'docks.figure.scanned' : 'docks.figure.loaded', accepted],
    ['waiting', 'docks.figure.waiting', waiting],
    ['missing', 'docks.figure.missing', missing + refused],
    ['others', 'docks.figure.others', others],
  ] as const;
  return (
    <dl class="dock-counts" aria-live="polite">
      {figures.map(([name, words, count]) => (
        <div key={name} class={`dock-count dock-count-${name}${count === 0 ? ' dock-count-none' : ''}`}>
          <dt>{t(words)}</dt>
          <dd data-count={name}>
            {formats.number(count)}
            {name === 'accepted' ? <span class="fine"> / {formats.number(total)}</span> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}
