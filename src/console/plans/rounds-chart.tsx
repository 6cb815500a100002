import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { LineChart } from '../widgets/line-chart.js';
import { useWords } from '../words/use-words.js';
import type { Rounds } from './plan-progress.js';

/** Bounds far below the plan would press all else to the upper edge. */
const LOWEST = 0.5;

/** How the best plan fell and the bound rose, until the two were close. */
export function RoundsChart(props: {
  readonly rounds: Rounds;
  /** True of a plan that is based on another: rounds are of what is planned anew. */
  readonly isAnew: boolean;
}): JSX.Element {
  const { rounds, isAnew } = props;
  const { t, formats } = useWords();
  const lines = useMemo(
    () => [
      { label: t('plans.best'), colour: '--party-1', values: rounds.best_index },
      {
        label: t('plans.bound'),
        colour: '--good',
        values: rounds.bound_index.map((share) => (share === null || share < LOWEST ? null : share)),
        isDashed: true,
      },
    ],
    [rounds, t],
  );
  const [best, bound] = [rounds.best_index.at(-1), rounds.bound_index.at(-1)];
  const told =
    typeof best === 'number' && typeof bound === 'number' && bound > 0
      ? t('plans.chartNow', {
          less: formats.percent(1 - best, 2),
          gap: formats.percent(best / bound - 1, 2),
        })
      : t('plans.chartWaits');
  return (
    <>
      <LineChart
        label={told}
        x={rounds.seconds}
        lines={lines}
        xWords={(seconds) => t('plans.secondsShort', { seconds: formats.decimal(seconds, seconds < 60 ? 1 : 0) })}
        yWords={(share) => formats.percent(share, 1)}
      />
      <p class="fine">
        {told} {isAnew ? t('plans.anewRounds') : ''} {t('plans.chartMore')}
      </p>
    </>
  );
}
