import type { JSX } from 'preact';
import { Icon } from '../widgets/icon.js';
import { useWords } from '../words/use-words.js';
import type { DockDevice } from './dock-device.js';
import { connectionOf, type Connection, type DockState } from './dock-state.js';

/** Whether the server is there, and what waits for it; what it refused stays until somebody has seen it. */
export function ConnectionBanner({
  device,
  state,
}: {
  readonly device: DockDevice;
  readonly state: DockState;
}): JSX.Element {
  const { t, formats } = useWords();
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
            {refused.map(({ seq, step, refusal, atMs }) => (
              <li key={seq}>
                <span>
                  <strong>{step.kind === 'scan' ? step.name : t(`docks.step.${step.kind}`)}</strong>{' '}
                  {formats.time(new Date(atMs))}: {refusal}
                </span>
                <button type="button" class="button" onClick={() => void device.drop(seq)}>
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

const ICONS = {
  sent: 'check',
  offline: 'offline',
  waiting: 'clock',
  sending: 'upload',
  signed_out: 'key',
} as const satisfies Readonly<Record<Connection['kind'], string>>;
