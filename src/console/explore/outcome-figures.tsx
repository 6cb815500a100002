import type { JSX } from 'preact';
import type { ToldOutcome } from '../../wire/explorations/exploration-results.js';
import { partyClass, useSession } from '../app/session.js';
import { Figure, Figures } from '../widgets/figure.js';
import { useWords } from '../words/use-words.js';
import type { WordKey } from '../words/en/all.js';
import { shortName, useFigures, type FigureWords } from './explore-words.js';

/** A scenario beside today's agreement: every figure with what it was, and what is certain of the difference. */
export function OutcomeFigures(props: {
  readonly base: ToldOutcome;
  readonly outcome: ToldOutcome | undefined;
  readonly own: number;
  readonly parties: readonly { readonly id: string; readonly name: string }[];
  readonly isStale: boolean;
}): JSX.Element {
  const { base, own, parties, isStale } = props;
  const outcome = props.outcome ?? base;
  const { t } = useWords();
  const figures = useFigures();
  const { workspace } = useSession();
  const shown = SHOWN.filter(({ isOfAll }) => !isOfAll || base.cost.amount !== null);
  return (
    <section class={`card explore-figures ${isStale ? 'explore-stale' : ''}`} aria-label={t('explore.outcome')}>
      <Certain outcome={outcome} />
      <Figures>
        {shown.map(({ words, pick, write, better }) => (
          <Figure
            key={words}
            label={t(words)}
            value={write(figures, pick(outcome))}
            beside={t('explore.was', { was: write(figures, pick(base)) })}
            tone={toneOf(pick(outcome), pick(base), better)}
          />
        ))}
        {outcome.parties.map((party, index) => {
          const { id, name } = parties[index] ?? NOBODY;
          if (base.cost.amount === null && index !== own) return null;
          return (
            <Figure
              key={id}
              label={t('explore.gainOf', { party: shortName(name) })}
              value={<span class={`party-dot ${partyClass(workspace, id)}`}>{figures.shortMoney(party.gain)}</span>}
              beside={t('explore.was', { was: figures.shortMoney(base.parties[index]?.gain) })}
              tone={toneOf(party.gain, base.parties[index]?.gain, 'more')}
            />
          );
        })}
      </Figures>
    </section>
  );
}

const NOBODY = { id: '', name: '' } as const;

type Amount = number | null | undefined;

/** Figures in the order in which they are read. */
const SHOWN: readonly {
  readonly words: WordKey;
  readonly pick: (outcome: ToldOutcome) => Amount;
  readonly write: (figures: FigureWords, amount: Amount) => string;
  readonly better: 'less' | 'more' | undefined;
  readonly isOfAll?: boolean; // told where figures of both carriers are
}[] = [
  {
    words: 'explore.costPerParcel',
    pick: ({ costPerParcel }) => costPerParcel.amount,
    write: ({ money }, amount) => money(amount),
    better: 'less',
    isOfAll: true,
  },
  {
    words: 'explore.onTime',
    pick: ({ onTimeShare }) => onTimeShare,
    write: ({ share }, amount) => share(amount),
    better: 'more',
  },
  {
    words: 'explore.days',
    pick: ({ transitDays }) => transitDays,
    write: ({ decimal }, amount) => decimal(amount, 2),
    better: 'less',
  },
  { words: 'explore.late', pick: ({ late }) => late, write: ({ count }, amount) => count(amount), better: 'less' },
  {
    words: 'explore.co2',
    pick: ({ co2Kg }) => co2Kg,
    write: ({ kilograms }, amount) => kilograms(amount),
    better: 'less',
    isOfAll: true,
  },
  {
    words: 'explore.trains',
    pick: ({ utilisation }) => utilisation.rail,
    write: ({ share }, amount) => share(amount),
    better: undefined,
    isOfAll: true,
  },
  {
    words: 'explore.lorries',
    pick: ({ utilisation }) => utilisation.road,
    write: ({ share }, amount) => share(amount),
    better: undefined,
    isOfAll: true,
  },
  {
    words: 'explore.gain',
    pick: ({ gain }) => gain.amount,
    write: ({ shortMoney }, amount) => shortMoney(amount),
    better: 'more',
    isOfAll: true,
  },
];

/** What is proved of the difference in cost, whatever plan is found. */
function Certain({ outcome }: { readonly outcome: ToldOutcome }): JSX.Element {
  const { t } = useWords();
  const figures = useFigures();
  const { difference, proved } = outcome;
  if (difference === null) return <p class="explore-certain">{t('explore.noDifference')}</p>;
  const { low, high, amount } = difference.cost;
  const values = { amount: figures.change(amount), low: figures.change(low), high: figures.change(high) };
  const words = amount === null ? t(`explore.provedOwn.${proved}`) : t(`explore.proved.${proved}`, values);
  const tone = proved === 'less' ? 'good' : proved === 'more' ? 'bad' : '';
  return <p class={`explore-certain ${tone}`}>{words}</p>;
}

const SAME = 1e-4;

/** Whether a figure became better; neither where it is the same to one in ten thousand, or has no better. */
function toneOf(now: Amount, before: Amount, better: 'less' | 'more' | undefined): 'good' | 'bad' | undefined {
  if (better === undefined || now === null || now === undefined || before === null || before === undefined)
    return undefined;
  if (Math.abs(now - before) <= SAME * Math.abs(before)) return undefined;
  return now < before === (better === 'less') ? 'good' : 'bad';
}
