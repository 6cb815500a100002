import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Badge } from '../../widgets/badge.js';
import { Icon } from '../../widgets/icon.js';
import { Empty } from '../../widgets/states.js';
import { useWords } from '../../words/use-words.js';
import type { Told } from '../device/dock-state.js';
import { LOOKS } from './last-scan.js';
import type { ProblemOf } from '../handover/problem-dialog.js';
import { waitingOf, type ScanList } from './scan-list.js';

/** Rows that are drawn at first; a handover may have thousands. */
const ROWS = 60;

/** What was not seen yet, containers first; of a departure, what is not loaded. */
export function WaitingList(props: {
  readonly list: ScanList;
  readonly marks: ReadonlySet<string> | undefined;
  readonly onProblem?: (problem: ProblemOf) => void;
}): JSX.Element {
  const { t, formats } = useWords();
  const { list, marks, onProblem } = props;
  const [shown, setShown] = useState(ROWS);
  const rows = waitingOf(list).filter(
    ({ name, container }) =>
      marks === undefined || !(marks.has(name) || (container !== undefined && marks.has(container))),
  );
  if (rows.length === 0) {
    return (
      <Empty icon="check" title={t(marks === undefined ? 'docks.nothingMissing' : 'docks.allLoaded')}>
        <p>{t(marks === undefined ? 'docks.nothingMissingMore' : 'docks.allLoadedMore')}</p>
      </Empty>
    );
  }
  return (
    <>
      <ul class="dock-items">
        {rows.slice(0, shown).map(({ of, name, letter, seal, container, pieceCount }) => (
          <li key={`${of} ${name}`}>
            <Icon name={of === 'piece' ? 'parcels' : 'dock'} />
            <span class="dock-item">
              <span class="mono">{name}</span>
              <span class="fine">
                {of === 'container' ? t('docks.pieces', { count: pieceCount }) : null}
                {seal === undefined ? null : ` · ${t('docks.seal', { seal })}`}
                {container === undefined ? null : ` · ${t('docks.inside', { container })}`}
              </span>
            </span>
            {letter === 'm' ? <Badge tone="bad">{t('docks.figure.missing')}</Badge> : null}
            {onProblem === undefined ? null : (
              <button
                type="button"
                class="icon-button"
                aria-label={t('docks.problemWith', { name })}
                onClick={() => onProblem({ of, name })}
              >
                <Icon name="more" />
              </button>
            )}
          </li>
        ))}
      </ul>
      {rows.length <= shown ? null : (
        <button type="button" class="button" onClick={() => setShown(shown + 5 * ROWS)}>
          {t('app.moreRows')} ({formats.number(rows.length - shown)})
        </button>
      )}
    </>
  );
}

/** The last scans, newest first. */
export function RecentScans({ told }: { readonly told: readonly Told[] }): JSX.Element {
  const { t, formats } = useWords();
  if (told.length === 0) return <Empty icon="dock" title={t('docks.noScans')} />;
  return (
    <ul class="dock-items">
      {told.map(({ key, atMs, verdict, problems }) => {
        const { tone, icon } = LOOKS[verdict.kind];
        return (
          <li key={key}>
            <span class={`dock-sign dock-sign-${tone}`}>
              <Icon name={icon} />
            </span>
            <span class="dock-item">
              <span class="mono">{verdict.name}</span>
              <span class="fine">
                {formats.time(new Date(atMs))} · {t(`docks.verdict.${verdict.kind}`)}
                {problems.map((code) => ` · ${t(`docks.code.${code}`)}`)}
              </span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
