import type { JSX } from 'preact';
import { Icon } from '../widgets/icon.js';
import { useWords } from '../words/use-words.js';
import { instantOf, type Flows } from './flows.js';

/** Seconds of the plan that pass in one of ours. */
export const RATES = [300, 900, 3600, 10_800] as const;

/** Goes through the plan's days: plays, pauses, and jumps to any moment. */
export function TimeBar(props: {
  readonly flows: Flows;
  readonly sec: number;
  readonly rate: number; // 0 pauses
  readonly speed: number; // the rate when it plays
  readonly moving: number;
  readonly onTime: (sec: number) => void;
  readonly onPlay: () => void;
  readonly onSpeed: (rate: number) => void;
}): JSX.Element {
  const { t, formats } = useWords();
  const { flows, sec, rate, speed, moving, onTime, onPlay, onSpeed } = props;
  const days = Math.ceil(flows.endSec / 86_400);
  const words = formats.instant(instantOf(flows, sec));
  return (
    <section class="network-time" aria-label={t('network.time')}>
      <button
        type="button"
        class="network-play"
        onClick={onPlay}
        aria-label={t(rate > 0 ? 'network.pause' : 'network.play')}
      >
        <Icon name={rate > 0 ? 'pause' : 'play'} size={20} />
      </button>
      <div class="network-moment">
        <strong>{words}</strong>
        <span>{t('network.moving', { count: moving })}</span>
      </div>
      <div class="network-slide">
        <input
          type="range"
          min="0"
          max={flows.endSec - 60}
          step="300"
          value={sec}
          aria-label={t('network.moment')}
          aria-valuetext={words}
          onInput={({ currentTarget }) => onTime(Number(currentTarget.value))}
        />
        <ol aria-hidden="true">
          {Array.from({ length: days }, (_, day) => (
            <li key={day} style={{ width: `${(100 * 86_400) / flows.endSec}%` }}>
              {formats.weekday(instantOf(flows, day * 86_400 + 43_200))}
            </li>
          ))}
        </ol>
      </div>
      <label class="network-speed">
        <span class="hidden">{t('network.speed')}</span>
        <select value={speed} onChange={({ currentTarget }) => onSpeed(Number(currentTarget.value))}>
          {RATES.map((one) => (
            <option key={one} value={one}>
              {t('network.perSecond', { span: formats.duration(one / 60) })}
            </option>
          ))}
        </select>
      </label>
    </section>
  );
}
