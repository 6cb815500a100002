import type { JSX } from 'preact';
import { Icon } from '../../widgets/icon.js';
import { useWords, type Wording } from '../../words/use-words.js';
import type { DockDevice } from './dock-device.js';
import { refusalWords } from '../handover/refusal-words.js';
import type { Step } from '../scan/scan-list.js';
import { connectionOf, type Connection, type DockState } from './dock-state.js';

/** Whether the server is there, and what waits for it; what it refused stays until somebody has seen it. */
export function ConnectionBanner({
  device,
  state,
}: {
  readonly device: DockDevice;
  readonly state: DockState;
}): JSX.Element {
  const wording = useWords();
  const { t, formats } = wording;
  const connection = connectionOf(state);
  const refused = state.acts.filter(({ refusal }) => refusal !== undefined);
  return (
    <>
      <p class={`dock-banner dock-banner-${connection.kind}`} role="status">
        <Icon name={ICONS[connection.kind]} />
        <span>
          {connection.kind === 'sent'
            ? t('docks.banner.sent')
            : t(`docks.banner.${connection.kind}`, { count: connection.count })}
        </span>
      </p>
      {refused.length === 0 ? null : (
        <section class="dock-refused" role="alert">
          <h2>{t('docks.refused', { count: refused.length })}</h2>
          <ul>
            {refused.map((act) => (
              <li key={act.seq}>
                <span>
                  <strong>{nameOf(act.step, t)}</strong> {formats.time(new Date(act.atMs))}:{' '}
                  {refusalWords(act, wording)}
                </span>
                <button type="button" class="button" onClick={() => void device.drop(act.seq)}>
                  {t('docks.refused.seen')}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** What a refused entry was about. */
function nameOf(step: Step, t: Wording['t']): string {
  if (step.kind === 'scan') return step.name;
  if (step.kind !== 'yard') return t(`docks.step.${step.kind}`);
  const { doing } = step;
  if (doing.kind === 'put' || doing.kind === 'take') return doing.piece;
  return doing.kind === 'seal' ? doing.seal : t(`docks.yard.${doing.kind}`);
}

const ICONS = {
  sent: 'check',
  offline: 'offline',
  waiting: 'clock',
  sending: 'upload',
  signed_out: 'key',
} as const satisfies Readonly<Record<Connection['kind'], string>>;
