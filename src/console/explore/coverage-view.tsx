import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { Coverage } from '../../domain/coverage.js';
import type { CoverageMap, Withheld } from '../../wire/explorations/exploration-results.js';
import { useAnswer } from '../client/use-answer.js';
import { IndiaMap } from '../map/india-map.js';
import type { MapPlaces } from '../map/map-places.js';
import { MapLegend } from '../map/map-legend.js';
import { usePlaces } from '../map/use-places.js';
import { DataTable, type Column } from '../widgets/data-table.js';
import { Figure, Figures } from '../widgets/figure.js';
import { Shown } from '../widgets/states.js';
import { useWords } from '../words/use-words.js';
import { DAY_CLASSES, dayLayer } from './coverage-layers.js';
import { useFigures } from './explore-words.js';
import { QuestionPanel } from './question-panel.js';

type Told = Withheld<Coverage>;

/** How soon every office is reached, apart and together. */
export function CoverageView(): JSX.Element {
  const { t } = useWords();
  return (
    <QuestionPanel kind="coverage" about={t('explore.coverage.about')} asked={{ kind: 'coverage' }}>
      {({ coverage }, { id }) => (
        <>
          <Within coverage={coverage} />
          <Swipe key={id} id={id} />
          <Circles coverage={coverage} />
        </>
      )}
    </QuestionPanel>
  );
}

function Within({ coverage }: { readonly coverage: Told }): JSX.Element {
  const { t } = useWords();
  const figures = useFigures();
  const [better, joint] = lastTwo(coverage.all.byOffices);
  return (
    <section class="card" aria-label={t('explore.coverage')}>
      <p class="explore-certain">
        {t('explore.coverage.faster', {
          offices: figures.count(coverage.fasterOffices),
          all: figures.count(coverage.all.offices),
        })}
      </p>
      <Figures>
        {coverage.withinDays.map((days, index) => (
          <Figure
            key={days}
            label={t('explore.coverage.within', { days: days ?? 0 })}
            value={figures.share(joint?.within[index])}
            beside={t('explore.coverage.apartWas', { share: figures.share(better?.within[index]) })}
            tone={(joint?.within[index] ?? 0) > (better?.within[index] ?? 0) ? 'good' : undefined}
          />
        ))}
        <Figure
          label={t('explore.coverage.mean')}
          value={figures.decimal(joint?.meanDays, 2)}
          beside={t('explore.coverage.apartWas', { share: figures.decimal(better?.meanDays, 2) })}
        />
      </Figures>
    </section>
  );
}

/** The map before and after, divided where somebody likes. */
function Swipe({ id }: { readonly id: string }): JSX.Element {
  const { t } = useWords();
  const places = usePlaces();
  const map = useAnswer(
    async (client, signal) => (await client.getExplorationMap({ params: { id }, signal })).body,
    [id],
  );
  const [at, setAt] = useState(0.5);
  return (
    <section class="card explore-map explore-map-tall">
      <Shown answered={places}>
        {(known) => (
          <Shown answered={map}>
            {(days) =>
              days.signature === known.signature ? (
                <SwipeMap places={known} map={days} at={at} onMove={setAt} />
              ) : (
                <p class="note">{t('explore.coverage.oldMap')}</p>
              )
            }
          </Shown>
        )}
      </Shown>
    </section>
  );
}

function SwipeMap(props: {
  readonly places: MapPlaces;
  readonly map: CoverageMap;
  readonly at: number;
  readonly onMove: (at: number) => void;
}): JSX.Element {
  const { places, map, at, onMove } = props;
  const { t } = useWords();
  const apart = useMemo(() => dayLayer(places, map.apart), [places, map]);
  const joint = useMemo(() => dayLayer(places, map.joint), [places, map]);
  const words = [t('explore.coverage.apart'), t('explore.coverage.together')] as const;
  return (
    <IndiaMap
      scene={{ places, layer: apart, beside: { layer: joint, at } }}
      label={t('explore.coverage.map')}
      onBeside={onMove}
      besideWords={words}
    >
      <MapLegend
        title={t('explore.coverage.legend')}
        entries={DAY_CLASSES.map(({ most, tone }, index) => ({
          tone,
          words:
            most === undefined
              ? t('explore.coverage.never')
              : t(index === DAY_CLASSES.length - 2 ? 'explore.coverage.daysMore' : 'explore.coverage.days', {
                  days: index === DAY_CLASSES.length - 2 ? (DAY_CLASSES[index - 1]?.most ?? 0) + 1 : most,
                }),
        }))}
      />
    </IndiaMap>
  );
}

const CIRCLES = 15;

function Circles({ coverage }: { readonly coverage: Told }): JSX.Element {
  const { t } = useWords();
  const figures = useFigures();
  type Group = Told['circles'][number];
  const saved = ({ byOffices }: Group): number => {
    const [better, joint] = lastTwo(byOffices);
    return (better?.meanDays ?? 0) - (joint?.meanDays ?? 0);
  };
  const mean = (which: 0 | 1) => (group: Group) => figures.decimal(lastTwo(group.byOffices)[which]?.meanDays, 2);
  const columns: Column<Group>[] = [
    {
      key: 'name',
      header: t('explore.coverage.region'),
      isHeader: true,
      cell: ({ name }) => (/^\d+$/.test(name) ? `${name}…` : name),
    },
    {
      key: 'offices',
      header: t('explore.coverage.offices'),
      isNumber: true,
      cell: ({ offices }) => figures.count(offices),
    },
    { key: 'apart', header: t('explore.coverage.meanApart'), isNumber: true, cell: mean(0) },
    { key: 'joint', header: t('explore.coverage.meanTogether'), isNumber: true, cell: mean(1) },
    {
      key: 'saved',
      header: t('explore.coverage.saved'),
      isNumber: true,
      cell: (group) => figures.decimal(saved(group), 2),
    },
  ];
  return (
    <section class="card">
      <DataTable
        caption={t('explore.coverage.regions', { count: CIRCLES })}
        columns={columns}
        rows={coverage.circles.toSorted((a, b) => saved(b) - saved(a)).slice(0, CIRCLES)}
        keyOf={({ name }) => name}
      />
    </section>
  );
}

/** Ways end with the better carrier alone and all together. */
function lastTwo<T>(ways: readonly T[]): readonly [T | undefined, T | undefined] {
  return [ways.at(-2), ways.at(-1)];
}
