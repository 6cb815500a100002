import type { JSX } from 'preact';
import type { GainShares } from '../../domain/gain-shares.js';
import type { Withheld } from '../../wire/explorations/exploration-results.js';
import { partyClass, useSession } from '../app/session.js';
import { DataTable, type Column } from '../widgets/data-table.js';
import { Figure, Figures } from '../widgets/figure.js';
import { useWords } from '../words/use-words.js';
import { shortName, useFigures } from './explore-words.js';
import { QuestionPanel } from './question-panel.js';

type Told = Withheld<GainShares>;
type Rule = Told['rules'][number];

/** What planning together saves, and how each rule would share it. */
export function SharingView(): JSX.Element {
  const { t } = useWords();
  return (
    <QuestionPanel
      kind="sharing"
      about={t('explore.sharing.about')}
      asked={{ kind: 'sharing', gap: 0.002, seconds: 120 }}
    >
      {({ sharing, own }) => (
        <>
          <Gain sharing={sharing} own={own} />
          {sharing.rules.length === 0 ? (
            <p class="note">{t('explore.sharing.withheld')}</p>
          ) : (
            <Rules sharing={sharing} />
          )}
          {sharing.lanes.length === 0 ? null : <Lanes sharing={sharing} />}
        </>
      )}
    </QuestionPanel>
  );
}

function Gain({ sharing, own }: { readonly sharing: Told; readonly own: number }): JSX.Element {
  const { t } = useWords();
  const figures = useFigures();
  const { apart, together, gain, gainLeast, gainMost, parties, positions } = sharing;
  return (
    <section class="card" aria-label={t('explore.gain')}>
      {gain === null ? null : (
        <p class="explore-certain good">
          {t('explore.sharing.gain', {
            apart: figures.shortMoney(apart),
            together: figures.shortMoney(together),
            gain: figures.shortMoney(gain),
            least: figures.shortMoney(gainLeast),
            most: figures.shortMoney(gainMost),
          })}
        </p>
      )}
      <Figures>
        {positions.map((position, party) =>
          gain === null && party !== own ? null : (
            <Figure
              key={parties[party]?.id}
              label={t('explore.sharing.landed', { party: shortName(parties[party]?.name ?? '') })}
              value={figures.shortMoney(position.gain)}
              beside={t('explore.sharing.aloneNet', {
                alone: figures.shortMoney(position.alone),
                net: figures.shortMoney(position.net),
              })}
            />
          ),
        )}
      </Figures>
    </section>
  );
}

function Rules({ sharing }: { readonly sharing: Told }): JSX.Element {
  const { t } = useWords();
  const figures = useFigures();
  const { parties, rules } = sharing;
  const columns: Column<Rule>[] = [
    {
      key: 'rule',
      header: t('explore.sharing.rule'),
      isHeader: true,
      cell: ({ rule, agreed }) => `${t(`explore.rule.${rule}`)}${agreed ? ` (${t('explore.sharing.agreed')})` : ''}`,
    },
    ...parties.flatMap(({ id, name }, party): Column<Rule>[] => [
      {
        key: `${id}-gain`,
        header: t('explore.sharing.gainOf', { party: shortName(name) }),
        isNumber: true,
        cell: (rule) => figures.shortMoney(rule.parties[party]?.gain),
      },
      {
        key: `${id}-transfer`,
        header: t('explore.sharing.transferTo', { party: shortName(name) }),
        isNumber: true,
        cell: (rule) => figures.change(rule.parties[party]?.transfer),
      },
    ]),
    { key: 'core', header: t('explore.sharing.stable'), cell: (rule) => t(stableWords(rule)) },
  ];
  return (
    <section class="card stack">
      <h2>{t('explore.sharing.rules')}</h2>
      <RuleBars sharing={sharing} />
      <DataTable
        caption={t('explore.sharing.rules')}
        isCaptionHidden
        columns={columns}
        rows={rules}
        keyOf={({ rule }) => rule}
      />
      <dl class="explore-meanings">
        {rules.map(({ rule }) => (
          <div key={rule}>
            <dt>{t(`explore.rule.${rule}`)}</dt>
            <dd>{t(`explore.rule.${rule}.about`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function stableWords({ coreSlack, leastSaving }: Rule): 'explore.sharing.core' | 'explore.sharing.noCore' {
  const slack = Math.min(coreSlack ?? 0, leastSaving ?? 0);
  return slack >= 0 ? 'explore.sharing.core' : 'explore.sharing.noCore';
}

/** The gain as one bar a rule, cut where the parties' shares meet. The table beside it has the figures. */
function RuleBars({ sharing }: { readonly sharing: Told }): JSX.Element {
  const { t } = useWords();
  const figures = useFigures();
  const { workspace } = useSession();
  const { parties, rules } = sharing;
  return (
    <div class="explore-bars" role="img" aria-label={t('explore.sharing.chart')}>
      {rules.map(({ rule, parties: shares }) => {
        const gains = shares.map(({ gain }) => Math.max(0, gain ?? 0));
        const sum = gains.reduce((total, gain) => total + gain, 0);
        return (
          <div key={rule} class="explore-bar">
            <span class="explore-bar-name">{t(`explore.rule.${rule}`)}</span>
            <span class="explore-bar-track">
              {gains.map((gain, party) => (
                <span
                  key={parties[party]?.id}
                  class={`explore-bar-part ${partyClass(workspace, parties[party]?.id ?? '')}`}
                  style={{ width: `${sum === 0 ? 0 : (gain / sum) * 100}%` }}
                >
                  <span>{figures.share(sum === 0 ? 0 : gain / sum, 0)}</span>
                </span>
              ))}
            </span>
          </div>
        );
      })}
      <p class="row">
        {parties.map(({ id, name }) => (
          <span key={id} class={`party-dot ${partyClass(workspace, id)}`}>
            {name}
          </span>
        ))}
      </p>
    </div>
  );
}

const LANES = 10;

function Lanes({ sharing }: { readonly sharing: Told }): JSX.Element {
  const { t } = useWords();
  const figures = useFigures();
  type Lane = Told['lanes'][number];
  const columns: Column<Lane>[] = [
    { key: 'lane', header: t('explore.sharing.lane'), isHeader: true, cell: ({ from, to }) => `${from} → ${to}` },
    { key: 'parcels', header: t('explore.parcels'), isNumber: true, cell: ({ parcels }) => figures.count(parcels) },
    { key: 'gain', header: t('explore.gain'), isNumber: true, cell: ({ gain }) => figures.shortMoney(gain) },
  ];
  return (
    <section class="card">
      <DataTable
        caption={t('explore.sharing.lanes')}
        columns={columns}
        rows={sharing.lanes.slice(0, LANES)}
        keyOf={({ from, to }) => `${from} ${to}`}
      />
    </section>
  );
}
