import type { JSX } from 'preact';
import type { CoverageCounts, FlowFigures, FlowHeader } from '../../wire/network/network-flows.js';
import type { Formats } from '../words/formats.js';
import { useWords } from '../words/use-words.js';
import type { Flows } from './flows.js';

interface Row {
  readonly key: string;
  readonly words: string;
  readonly alone: string;
  readonly together: string;
  /** Change, and whether it is good. */
  readonly change: string;
  readonly tone: '' | 'good' | 'bad';
}

/** One's own figures, without the partner and with it. */
export function FiguresPanel({ flows }: { readonly flows: Flows }): JSX.Element {
  const { t } = useWords();
  const rows = useRows(flows);
  return (
    <section class="network-figures">
      <h2>{t('network.figures')}</h2>
      {flows.header.planned ? null : (
        <p class="note">
          {t('network.noPlan')} <a href="/plans">{t('nav.plans')}</a>
        </p>
      )}
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col">{t('network.alone')}</th>
            <th scope="col">{t('network.together')}</th>
            <th scope="col">
              <span class="hidden">{t('network.change')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, words, alone, together, change, tone }) => (
            <tr key={key}>
              <th scope="row">{words}</th>
              <td>{alone}</td>
              <td>
                <b>{together}</b>
              </td>
              <td class={tone}>{change}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="fine">{t('network.figuresMore')}</p>
    </section>
  );
}

function useRows({ header }: Flows): Row[] {
  const { t, tCode, formats } = useWords();
  const { together, coverage } = header;
  const row = useRowMaker(header);
  const count = { write: formats.number, better: undefined };
  const reach = (key: 'postal_codes' | 'facilities', words: string): Row => reachRow(coverage, formats, key, words);
  const modes = Object.keys(together?.utilisation ?? {});
  return [
    ...row('cost', t('network.cost'), ({ cost_minor }) => cost_minor, { write: formats.shortMoney, better: 'less' }),
    ...row('on_time', t('network.onTime'), ({ on_time, parcels }) => (parcels === 0 ? null : on_time / parcels), {
      write: (value) => formats.percent(value),
      better: 'more',
      asPoints: true,
    }),
    ...row('days', t('network.days'), ({ days_mean }) => days_mean, {
      write: (value) => formats.decimal(value, 2),
      better: 'less',
    }),
    ...row('co2', t('network.co2'), ({ co2_kg }) => co2_kg / 1000, {
      write: (value) => t('network.tonnes', { tonnes: formats.decimal(value, 1) }),
      better: 'less',
    }),
    ...modes.flatMap((mode) =>
      row(
        `full-${mode}`,
        t('network.utilisation', { mode: tCode('network.mode', mode) }),
        ({ utilisation }) => utilisation[mode] ?? null,
        {
          write: (value) => formats.percent(value, 0),
          better: undefined,
          asPoints: true,
        },
      ),
    ),
    reach('postal_codes', t('network.codesReached')),
    reach('facilities', t('network.officesReached')),
    ...row('parcels', t('network.parcels'), ({ parcels }) => parcels, count),
    ...row('interlined', t('network.interlined'), ({ interlined }) => interlined, count),
    ...row('unplanned', t('network.unplanned'), ({ unplanned }) => unplanned, {
      write: formats.number,
      better: 'less',
    }),
  ];
}

interface HowTold {
  readonly write: (value: number) => string;
  readonly better: 'more' | 'less' | undefined;
  /** True where the change is told in points of a share. */
  readonly asPoints?: boolean;
}

/** Makes rows of figures; none where the plan does not tell one. */
function useRowMaker({ together, alone }: FlowHeader) {
  const { t, formats } = useWords();
  return (key: string, words: string, value: (figures: FlowFigures) => number | null, how: HowTold): Row[] => {
    const { write, better, asPoints = false } = how;
    const now = together === null ? null : value(together);
    if (now === null) return [];
    const before = alone === null ? null : value(alone);
    const change = before === null ? 0 : asPoints ? now - before : before === 0 ? 0 : now / before - 1;
    const isShown = before !== null && Math.abs(change) >= 0.0005;
    const isGood = better === undefined ? undefined : change > 0 === (better === 'more');
    const told = asPoints
      ? t('network.points', { change: formats.signed(change * 100) })
      : formats.signedPercent(change);
    return [
      {
        key,
        words,
        alone: before === null ? '–' : write(before),
        together: write(now),
        change: isShown ? told : '',
        tone: !isShown || isGood === undefined ? '' : isGood ? 'good' : 'bad',
      },
    ];
  };
}

function reachRow(
  { alone, together }: CoverageCounts,
  formats: Formats,
  key: keyof CoverageCounts['alone'],
  words: string,
): Row {
  const more = together[key] - alone[key];
  return {
    key,
    words,
    alone: formats.number(alone[key]),
    together: formats.number(together[key]),
    change: more > 0 ? `+${formats.number(more)}` : '',
    tone: more > 0 ? 'good' : '',
  };
}
