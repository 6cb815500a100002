import type { JSX } from 'preact';
import { Icon, type IconName } from '../../widgets/icon.js';
import { useWords } from '../../words/use-words.js';
import type { Verdict } from './classify.js';
import type { DockDevice } from '../device/dock-device.js';
import { dockPath } from '../dock-paths.js';
import { isArriving, type DockState, type Told } from '../device/dock-state.js';
import { PrintLabels } from '../handover/print-labels.js';
import type { ProblemOf } from '../handover/problem-dialog.js';

/** How a scan looks: colour, sign and word say the same. */
export const LOOKS = {
  good: { tone: 'good', icon: 'check' },
  seal: { tone: 'info', icon: 'key' },
  manifest: { tone: 'info', icon: 'agreement' },
  duplicate: { tone: 'late', icon: 'copy' },
  wrong: { tone: 'bad', icon: 'swap' },
  unknown: { tone: 'bad', icon: 'warning' },
  unreadable: { tone: 'bad', icon: 'warning' },
} as const satisfies Readonly<Record<Verdict['kind'], { readonly tone: string; readonly icon: IconName }>>;

interface LastScanProps {
  readonly device: DockDevice;
  readonly state: DockState;
  readonly place: string;
  readonly onProblem: (problem: ProblemOf) => void;
}

/** The last scan in large letters, and what can be done about it. */
export function LastScan(props: LastScanProps): JSX.Element {
  const { t, formats } = useWords();
  const { state } = props;
  const [told] = state.told;
  if (told === undefined) {
    return (
      <section class="dock-last dock-last-none" aria-live="assertive">
        <Icon name="dock" size={44} />
        <p class="dock-word">{t('docks.scanFirst')}</p>
        <p>{t('docks.scanFirstMore')}</p>
      </section>
    );
  }
  const { verdict, problems } = told;
  const { tone, icon } = LOOKS[verdict.kind];
  return (
    <section key={told.key} class={`dock-last dock-last-${tone}`} aria-live="assertive" data-verdict={verdict.kind}>
      <Icon name={icon} size={44} />
      <p class="dock-word">{wordOf(told, state, t)}</p>
      <p class="dock-name mono">{verdict.name}</p>
      <p class="fine">{formats.time(new Date(told.atMs))}</p>
      {problems.length === 0 ? null : (
        <p>
          {problems.map((code) => (
            <strong key={code}>{t(`docks.code.${code}`)} </strong>
          ))}
        </p>
      )}
      <Choices {...props} told={told} />
      <ScannedLabel state={state} told={told} />
    </section>
  );
}

function wordOf(told: Told, state: DockState, t: ReturnType<typeof useWords>['t']): string {
  const { verdict, handoverId, actIds } = told;
  if (actIds.length > 0 && verdict.kind === 'unknown') return t('docks.verdict.extra');
  if (actIds.length > 0 && verdict.kind === 'seal') return t('docks.verdict.taken');
  const list = state.lists.get(handoverId)?.list;
  const isDeparture = list !== undefined && !isArriving(state, list);
  if (verdict.kind === 'good' && isDeparture) return t('docks.verdict.loaded');
  return t(`docks.verdict.${verdict.kind}`);
}

/** A new label for what was scanned last, where a list has it. */
function ScannedLabel({ state, told }: { readonly state: DockState; readonly told: Told }): JSX.Element | null {
  const { verdict, handoverId } = told;
  if (verdict.kind !== 'good' && verdict.kind !== 'duplicate') return null;
  const found = state.lists.get(handoverId);
  const place = found?.index.byName.get(verdict.name);
  if (found === undefined || place?.of !== 'piece') return null;
  const id = found.list.pieces.ids[place.index];
  return id === undefined ? null : (
    <div class="dock-choices">
      <PrintLabels ids={[id]} isOnline={state.isOnline} isOne />
    </div>
  );
}

type ChoiceProps = LastScanProps & { readonly told: Told };

/** What can be done about the last scan, in one tap each. */
function Choices(props: ChoiceProps): JSX.Element | null {
  const { t } = useWords();
  const { state, place, onProblem, told } = props;
  const { verdict, handoverId } = told;
  const list = state.lists.get(handoverId)?.list;
  if (list === undefined || verdict.kind === 'unreadable') return null;
  if (verdict.kind === 'manifest') {
    if (verdict.name === handoverId) return <p>{t('docks.thisManifest')}</p>;
    return (
      <a class="button dock-big" href={dockPath(place, verdict.name)}>
        {t('docks.openHandover')}
      </a>
    );
  }
  const isArrival = isArriving(state, list);
  if (verdict.kind === 'wrong') return <WrongChoices {...props} verdict={verdict} isArrival={isArrival} />;
  if (!isArrival) return null;
  if (verdict.kind === 'unknown') return <UnknownChoices {...props} verdict={verdict} />;
  if (verdict.kind === 'seal') return <SealChoices {...props} verdict={verdict} />;
  return (
    <div class="dock-choices">
      <button type="button" class="button dock-big" onClick={() => onProblem({ of: verdict.of, name: verdict.name })}>
        <Icon name="warning" /> {t('docks.problem')}
      </button>
    </div>
  );
}

type Of<K extends Verdict['kind']> = ChoiceProps & { readonly verdict: Extract<Verdict, { readonly kind: K }> };

function WrongChoices({
  device,
  place,
  told,
  verdict,
  isArrival,
}: Of<'wrong'> & { readonly isArrival: boolean }): JSX.Element {
  const { t } = useWords();
  const { of, name, handoverId } = verdict;
  const receive = (): void => void device.record({ handoverId, step: { kind: 'scan', of, name } }, { told });
  return (
    <div class="dock-choices">
      <a class="button dock-big" href={dockPath(place, handoverId)}>
        {t('docks.openHandover')}
      </a>
      {isArrival && told.actIds.length === 0 ? (
        <button type="button" class="button dock-big" onClick={receive}>
          {t('docks.receiveThere')}
        </button>
      ) : null}
    </div>
  );
}

function UnknownChoices({ device, told, verdict }: Of<'unknown'>): JSX.Element {
  const { t } = useWords();
  const { handoverId, advice, actIds } = told;
  const { of, name } = verdict;
  return (
    <>
      {advice === undefined || advice.todo === 'unknown' ? null : (
        <p>
          {t(`docks.todo.${advice.todo}`)} {advice.place} {advice.interchange}
        </p>
      )}
      {actIds.length > 0 ? null : (
        <div class="dock-choices">
          <button
            type="button"
            class="button button-main dock-big"
            onClick={() => void device.record({ handoverId, step: { kind: 'scan', of, name } }, { told })}
          >
            {t('docks.reportExtra')}
          </button>
        </div>
      )}
    </>
  );
}

function SealChoices({ device, told, verdict }: Of<'seal'>): JSX.Element | null {
  const { t } = useWords();
  const { seal, pieceCount: count, of, name } = verdict;
  if (told.actIds.length > 0) return null;
  const record = (condition: 'intact' | 'seal_broken'): void =>
    void device.record(
      { handoverId: told.handoverId, step: { kind: 'scan', of, name, conditions: [condition] } },
      { told },
    );
  return (
    <>
      <p>{t('docks.sealAsk', { seal, count })}</p>
      <div class="dock-choices">
        <button type="button" class="button button-main dock-big" onClick={() => record('intact')}>
          {t('docks.takeWhole', { count })}
        </button>
        <button type="button" class="button dock-big" onClick={() => record('seal_broken')}>
          {t('docks.sealBroken')}
        </button>
      </div>
    </>
  );
}
