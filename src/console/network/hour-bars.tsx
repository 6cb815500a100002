import type { JSX } from 'preact';
import { useWords } from '../words/use-words.js';
import type { HourLoads } from './flow-details.js';

const [WIDTH, HEIGHT, MIDDLE] = [312, 84, 42];

/** A facility's day: what arrives upwards, what leaves downwards, hour by hour. */
export function HourBars({ loads, hour }: { readonly loads: HourLoads; readonly hour: number }): JSX.Element {
  const { t, formats } = useWords();
  const most = Math.max(1, ...loads.arriving, ...loads.leaving);
  const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
  const peak = loads.arriving.indexOf(Math.max(...loads.arriving));
  const label = t('network.hoursLabel', {
    arriving: formats.number(total(loads.arriving)),
    leaving: formats.number(total(loads.leaving)),
    peak,
  });
  const bars = (values: readonly number[], isUp: boolean): JSX.Element[] =>
    values.map((value, at) => {
      const high = (value / most) * (MIDDLE - 4);
      return (
        <rect
          key={`${isUp} ${at}`}
          class={isUp ? 'network-arriving' : 'network-leaving'}
          x={at * 13 + 1}
          y={isUp ? MIDDLE - 1 - high : MIDDLE + 1}
          width="11"
          height={high}
          rx="1.5"
        />
      );
    });
  return (
    <figure class="network-hours">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT + 14}`} role="img" aria-label={label}>
        <rect class="network-now" x={hour * 13} y="0" width="13" height={HEIGHT} rx="2" />
        {bars(loads.arriving, true)}
        {bars(loads.leaving, false)}
        <line x1="0" x2={WIDTH} y1={MIDDLE} y2={MIDDLE} />
        {[0, 6, 12, 18].map((at) => (
          <text key={at} x={at * 13 + 1} y={HEIGHT + 12}>
            {String(at).padStart(2, '0')}
          </text>
        ))}
      </svg>
      <figcaption>
        <span class="network-arriving-words">{t('network.arriving', { count: total(loads.arriving) })}</span>
        <span class="network-leaving-words">{t('network.leaving', { count: total(loads.leaving) })}</span>
      </figcaption>
    </figure>
  );
}
