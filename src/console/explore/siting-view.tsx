import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { ToldResult } from '../../wire/explorations/exploration-results.js';
import { IndiaMap } from '../map/india-map.js';
import type { MapMarker } from '../map/markers.js';
import { MapLegend } from '../map/map-legend.js';
import { worldX, worldY } from '../map/mercator.js';
import { faintLayer } from '../map/point-layer.js';
import { usePlaces } from '../map/use-places.js';
import { CopyButton } from '../widgets/copy-button.js';
import { DataTable, type Column } from '../widgets/data-table.js';
import { Field } from '../widgets/field.js';
import { LineChart } from '../widgets/line-chart.js';
import { Shown } from '../widgets/states.js';
import { useWords } from '../words/use-words.js';
import { useFigures } from './explore-words.js';
import { addressOn, useBaseVersion } from './base-version.js';
import { QuestionPanel } from './question-panel.js';

type Sited = Extract<ToldResult, { readonly kind: 'siting' }>;
type Step = Sited['curve'][number];

const EXISTING = { dark: '#9fb2c8', light: '#4c5a6b' } as const;
const ADDED = { dark: '#3cc4b4', light: '#0f766e' } as const;
const POINTS_MAX = 20;

/** Where to meet next: the best points to add, one more at a time. */
export function SitingView(): JSX.Element {
  const { t } = useWords();
  const [add, setAdd] = useState(7);
  return (
    <QuestionPanel
      kind="siting"
      about={t('explore.siting.about')}
      asked={{ kind: 'siting', add, seconds: 180 }}
      fields={
        <Field label={t('explore.siting.add')}>
          {(tied) => (
            <input
              {...tied}
              type="number"
              min={1}
              max={POINTS_MAX}
              value={add}
              onInput={({ currentTarget }) =>
                setAdd(Math.min(POINTS_MAX, Math.max(1, Math.round(Number(currentTarget.value)) || 1)))
              }
            />
          )}
        </Field>
      }
    >
      {(result) =>
        result.curve.length === 0 ? <p class="note">{t('explore.siting.nothing')}</p> : <Points result={result} />
      }
    </QuestionPanel>
  );
}

function Points({ result }: { readonly result: Sited }): JSX.Element {
  const { t, formats } = useWords();
  const figures = useFigures();
  const { path, query, route } = useLocation();
  const { curve, siting } = result;
  const count = Math.min(curve.length, Math.max(1, Math.round(Number(query['points'])) || 1));
  const step = curve[count - 1];
  const saved = curve.map(({ cost }) => (cost === null || siting.costNow === null ? null : siting.costNow - cost));
  const run = query['run'] === undefined ? '' : `&run=${query['run']}`;
  const version = useBaseVersion();
  return (
    <div class="stack">
      <div class="cards">
        <section class="card stack">
          <label class="explore-slider">
            <span>{t('explore.siting.points', { count })}</span>
            <input
              type="range"
              min={1}
              max={curve.length}
              value={count}
              onInput={({ currentTarget }) =>
                route(addressOn(path, version, `points=${currentTarget.value}${run}`), true)
              }
            />
          </label>
          <p>
            {saved[count - 1] === null
              ? t('explore.siting.withheld')
              : t('explore.siting.saves', {
                  count,
                  saved: figures.shortMoney(saved[count - 1]),
                  more: figures.shortMoney((saved[count - 1] ?? 0) - (count > 1 ? (saved[count - 2] ?? 0) : 0)),
                })}{' '}
            {t(step?.proved ? 'explore.siting.proved' : 'explore.siting.notProved')}
          </p>
          {saved.every((one) => one === null) || curve.length < 2 ? null : (
            <LineChart
              label={t('explore.siting.curve')}
              x={[0, ...curve.map((_, index) => index + 1)]}
              lines={[{ label: t('explore.siting.saved'), colour: '--accent', values: [0, ...saved] }]}
              height={220}
              xWords={(value) => (Number.isInteger(value) ? formats.number(value) : '')}
              yWords={(value) => figures.shortMoney(value)}
            />
          )}
          <PointTable step={step} siting={siting} />
        </section>
        <section class="card explore-map">
          <PointMap siting={siting} step={step} />
        </section>
      </div>
      <Planned siting={siting} />
      {siting.proposal === '' ? null : (
        <section class="card stack">
          <h2>{t('explore.siting.proposal', { count: curve.length })}</h2>
          <p class="fine">{t('explore.siting.proposalAbout')}</p>
          <pre class="explore-code" tabIndex={0}>
            {siting.proposal}
          </pre>
          <div class="row">
            <CopyButton text={siting.proposal} />
          </div>
        </section>
      )}
    </div>
  );
}

function PointTable({
  step,
  siting,
}: {
  readonly step: Step | undefined;
  readonly siting: Sited['siting'];
}): JSX.Element {
  const { t, formats } = useWords();
  type Point = Step['points'][number];
  const candidate = (id: string) => siting.candidates.find((one) => one.id === id);
  const columns: Column<Point>[] = [
    { key: 'name', header: t('explore.siting.point'), isHeader: true, cell: ({ name }) => name },
    {
      key: 'between',
      header: t('explore.siting.between'),
      cell: ({ id }) =>
        candidate(id)
          ?.facilities.map(({ party, id: facility }) => `${party} ${facility}`)
          .join(', ') ?? '',
    },
    {
      key: 'km',
      header: t('explore.siting.apart'),
      isNumber: true,
      cell: ({ id }) => t('explore.km', { km: formats.decimal(candidate(id)?.kmApart ?? 0, 1) }),
    },
  ];
  return (
    <DataTable
      caption={t('explore.siting.best', { count: step?.points.length ?? 0 })}
      columns={columns}
      rows={step?.points ?? []}
      keyOf={({ id }) => id}
    />
  );
}

function PointMap({
  siting,
  step,
}: {
  readonly siting: Sited['siting'];
  readonly step: Step | undefined;
}): JSX.Element {
  const { t } = useWords();
  const places = usePlaces();
  const markers = useMemo(() => {
    const marker = (
      { lon, lat, name }: { readonly lon: number | null; readonly lat: number | null; readonly name: string },
      look: Pick<MapMarker, 'shape' | 'tone' | 'size' | 'isChosen'>,
    ): MapMarker[] => (lon === null || lat === null ? [] : [{ x: worldX(lon), y: worldY(lat), label: name, ...look }]);
    return [
      ...(step?.points ?? []).flatMap((point) =>
        marker(point, { shape: 'diamond', tone: ADDED, size: 16, isChosen: true }),
      ),
      ...siting.existing.flatMap((point) => marker(point, { shape: 'circle', tone: EXISTING, size: 9 })),
    ];
  }, [siting, step]);
  return (
    <Shown answered={places}>
      {(known) => (
        <IndiaMap scene={sceneOf(known, markers)} label={t('explore.siting.map')}>
          <MapLegend
            title={t('explore.siting.map')}
            entries={[
              { tone: ADDED, words: t('explore.siting.new'), shape: 'diamond' },
              { tone: EXISTING, words: t('explore.siting.existing'), shape: 'dot' },
            ]}
          />
        </IndiaMap>
      )}
    </Shown>
  );
}

let layer:
  | { readonly places: Parameters<typeof faintLayer>[0]; readonly faint: ReturnType<typeof faintLayer> }
  | undefined;

/** The same layer for the same places, so that points are not laid out again when signs change. */
function sceneOf(places: Parameters<typeof faintLayer>[0], markers: readonly MapMarker[]) {
  if (layer?.places !== places) layer = { places, faint: faintLayer(places) };
  return { places, layer: layer.faint, markers };
}

function Planned({ siting }: { readonly siting: Sited['siting'] }): JSX.Element | null {
  const { t } = useWords();
  const figures = useFigures();
  const [best] = siting.sets;
  if (best === undefined) return null;
  const { plan, planSaving } = best;
  return (
    <p class="note">
      {t('explore.siting.planned', {
        count: best.points.length,
        onTime: figures.count(plan.onTime),
        before: figures.count(siting.planNow.onTime),
        saving: figures.shortMoney(planSaving.amount),
        low: figures.change(planSaving.low),
        high: figures.change(planSaving.high),
      })}
    </p>
  );
}
