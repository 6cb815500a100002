import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { NO_CODE } from '../../wire/network/network-flows.js';
import { DAYS_NOT_SERVED } from '../../wire/quotes/promise-map.js';
import { IndiaMap, type MapHit } from '../map/india-map.js';
import { MapLegend, MapSign } from '../map/map-legend.js';
import type { MapPlaces } from '../map/map-places.js';
import type { MapScene } from '../map/map-stage.js';
import { layerOfCodes, rgb } from '../map/point-layer.js';
import { DataTable } from '../widgets/data-table.js';
import { Meter } from '../widgets/meter.js';
import { useWords } from '../words/use-words.js';
import { classesOf, classOfCodes, countClasses, DAYS_VIEWS, type DaysColumns, type DaysView } from './days-classes.js';
import { addressOf, type Asked } from './promise-question.js';

interface DaysMapProps {
  readonly places: MapPlaces;
  readonly days: DaysColumns;
  readonly asked: Asked;
}

/** The map of days with its legend, what is under the pointer, and shares beside it; a tap asks for the promise there. */
export function DaysMap({ places, days, asked }: DaysMapProps): JSX.Element {
  const { t, tCode } = useWords();
  const { query, path, route } = useLocation();
  const view: DaysView = DAYS_VIEWS.find((one) => one === query['show']) ?? 'together';
  const [code, setCode] = useState<number>();
  const classOfCode = useMemo(() => classOfCodes(days, view), [days, view]);
  const scene = useMemo(() => sceneOf(places, classOfCode, view, asked.from), [places, classOfCode, view, asked.from]);
  const codeOf = (hit: MapHit | undefined): number | undefined => {
    const own = hit?.kind === 'facility' ? places.code[hit.index] : NO_CODE;
    return own === NO_CODE ? undefined : own;
  };
  const pick = (hit: MapHit | undefined): void => {
    const picked = codeOf(hit);
    if (picked !== undefined) route(`/promise${addressOf({ ...asked, to: places.postalCodes[picked] })}`);
  };
  return (
    <div class="promises-everywhere">
      <section class="card promises-map">
        <IndiaMap
          scene={scene}
          label={t('promises.map.label', { from: asked.from })}
          onHover={(hit) => setCode(codeOf(hit))}
          onPick={pick}
        >
          <MapLegend
            title={t(`promises.show.${view}`)}
            entries={classesOf(view).map(({ key, tone }) => ({ tone, words: tCode('promises.class', key) }))}
          />
          <p class="promises-hover">
            {code === undefined ? t('promises.map.hover') : <DaysOf places={places} days={days} code={code} />}
          </p>
        </IndiaMap>
      </section>
      <section class="card">
        <div class="promises-shows" role="group" aria-label={t('promises.show')}>
          {DAYS_VIEWS.map((one) => (
            <button
              key={one}
              type="button"
              class="button"
              aria-pressed={one === view}
              onClick={() => route(`${path}${addressOf(asked)}&show=${one}`)}
            >
              {t(`promises.show.${one}`)}
            </button>
          ))}
        </div>
        <Shares classOfCode={classOfCode} view={view} />
      </section>
    </div>
  );
}

function sceneOf(places: MapPlaces, classOfCode: Uint8Array, view: DaysView, from: string): MapScene {
  const looks = classesOf(view).map(({ tone, key }) => ({
    dark: rgb(tone.dark),
    light: rgb(tone.light),
    strength: key === 'never' ? 0.5 : 1,
    size: 1,
  }));
  const row = places.codeRow.get(from);
  const isPlaced = row !== undefined && !Number.isNaN(places.codeX[row]);
  const tone = { dark: '#ffffff', light: '#1b1f24' };
  return {
    places,
    layer: layerOfCodes(places, classOfCode, looks),
    markers: isPlaced
      ? [{ x: places.codeX[row], y: places.codeY[row], shape: 'diamond', tone, size: 12, label: from }]
      : [],
  };
}

function DaysOf(props: Pick<DaysMapProps, 'places' | 'days'> & { readonly code: number }): JSX.Element {
  const { places, days, code } = props;
  const { t } = useWords();
  const told = (count: number): string =>
    count === DAYS_NOT_SERVED ? t('promises.never') : t('promises.days', { count });
  return (
    <>
      <strong>{places.postalCodes[code]}</strong>{' '}
      {t('promises.map.here', { together: told(days.together[code]), alone: told(days.alone[code]) })}
    </>
  );
}

/** How many postal codes have which days. */
function Shares({ classOfCode, view }: { readonly classOfCode: Uint8Array; readonly view: DaysView }): JSX.Element {
  const { t, tCode, formats } = useWords();
  const classes = classesOf(view);
  const counts = countClasses(classOfCode, classes.length);
  const most = Math.max(1, ...counts);
  const percentOf = (count: number): string => formats.percent(count / Math.max(1, classOfCode.length));
  return (
    <DataTable
      caption={t('promises.shares')}
      rows={classes.map(({ key, tone }, index) => ({ key, tone, count: counts[index] }))}
      keyOf={({ key }) => key}
      columns={[
        {
          key: 'class',
          header: t('promises.class'),
          isHeader: true,
          cell: ({ key, tone }) => (
            <span class="row">
              <MapSign tone={tone} />
              {tCode('promises.class', key)}
            </span>
          ),
        },
        {
          key: 'bar',
          header: t('promises.share'),
          cell: ({ count, key }) => (
            <Meter share={count / most} label={percentOf(count)} tone={key === 'never' ? 'late' : 'plain'} />
          ),
        },
        { key: 'share', header: t('promises.percent'), isNumber: true, cell: ({ count }) => percentOf(count) },
        { key: 'count', header: t('promises.pins'), isNumber: true, cell: ({ count }) => formats.number(count) },
      ]}
    />
  );
}
