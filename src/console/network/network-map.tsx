import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useClient } from '../client/client-context.js';
import { IndiaMap, type MapHit } from '../map/india-map.js';
import type { MapPlaces } from '../map/map-places.js';
import type { MapClock, MapScene } from '../map/map-stage.js';
import { MapLegend } from '../map/map-legend.js';
import { PARTY_TONES } from '../map/map-theme.js';
import { fitted, ZOOM_MAX, type Insets, type View } from '../map/mercator.js';
import { plainName } from '../widgets/plain-name.js';
import { useWords } from '../words/use-words.js';
import { bundleArcs, bundlesOf, DASHES, FULLNESS_TONES, legMovers, withShown } from './flow-drawing.js';
import { dateOf, fullness, FULLNESS_STEPS, ownParcels, type Flows } from './flows.js';
import { INTERCHANGE_TONE, namedRows, networkLayer, networkMarkers } from './network-markers.js';
import { nameOf, useNames } from './network-names.js';
import type { NetworkState, Selection } from './network-state.js';
import { useChosen } from './use-chosen.js';

interface NetworkMapProps {
  readonly places: MapPlaces;
  readonly flows: Flows;
  readonly passes: Uint8Array;
  readonly state: NetworkState;
  readonly clock: MapClock;
  readonly onTime: (sec: number) => void;
  readonly onView: (view: View) => void;
  readonly onSelect: (selection: Selection | undefined) => void;
}

/** Room that the panel and the bars take. */
const DESK: Insets = { left: 40, top: 64, right: 420, bottom: 92 };
const PHONE: Insets = { left: 8, top: 112, right: 8, bottom: 170 };
export const PHONE_PIXELS = 760;

/** What moves, over the country's offices. */
export function NetworkMap(props: NetworkMapProps): JSX.Element {
  const { places, flows, state, clock, onTime, onView, onSelect } = props;
  const { t } = useWords();
  const client = useClient();
  const chosen = useChosen(places, flows, state.selection);
  const { scene, markers, movers } = useScene(props, chosen);
  const [view, setView] = useState(state.view);
  const isPicked = useRef(false); // on the map: whoever taps a thing sees it already
  useEffect(() => {
    if (chosen?.box !== undefined && !isPicked.current) setView(viewOf(chosen.box));
    isPicked.current = false;
  }, [chosen]);
  const [tip, setTip] = useState<{ readonly hit: MapHit; readonly x: number; readonly y: number }>();
  const hits = useRef(0);
  const selectionOf = async (hit: MapHit | undefined): Promise<Selection | undefined> => {
    if (hit === undefined) return undefined;
    if (hit.kind === 'mover') {
      const leg = movers.legOf[hit.index];
      const named = await nameOf(client, 'trip', flows.trips.row[flows.trip[leg]]);
      return named && { kind: 'departure', id: `${named.id}@${dateOf(flows, flows.day[leg])}` };
    }
    const meant = hit.kind === 'marker' ? markers.selections[hit.index] : { kind: 'row' as const, row: hit.index };
    if (meant.kind === 'interchange') return meant;
    const named = meant.row < 0 ? undefined : await nameOf(client, 'facility', meant.row);
    return named && { kind: 'facility', id: named.id };
  };
  const pick = async (hit: MapHit | undefined): Promise<void> => {
    const turn = ++hits.current;
    const selection = await selectionOf(hit);
    if (turn !== hits.current) return;
    setTip(undefined);
    isPicked.current = selection !== undefined;
    if (selection !== undefined || state.selection !== undefined) onSelect(selection);
  };
  return (
    <IndiaMap
      scene={scene}
      view={view}
      clock={clock}
      label={t('network.map')}
      onTime={onTime}
      onView={onView}
      onHover={(hit, x, y) => setTip(hit === undefined ? undefined : { hit, x, y })}
      onPick={(hit) => void pick(hit).catch(() => undefined)}
    >
      {tip === undefined ? null : <Tip {...props} {...tip} markers={markers} legOf={movers.legOf} />}
      <NetworkLegend flows={flows} modes={places.modes.filter((_, mode) => flows.trips.mode.includes(mode))} />
    </IndiaMap>
  );
}

/** What the map shows; parts are laid out anew only when what they are made of changes. */
function useScene({ places, flows, passes, state }: NetworkMapProps, chosen: ReturnType<typeof useChosen>) {
  const party = flows.header.parties.findIndex(({ id }) => id === state.filters.party);
  const layer = useMemo(() => networkLayer(places, party < 0 ? undefined : party), [places, party]);
  const all = useMemo(() => legMovers(flows, places), [flows, places]);
  const movers = useMemo(() => withShown(all, passes), [all, passes]);
  const bundles = useMemo(() => bundlesOf(flows, passes), [flows, passes]);
  const arcs = useMemo(() => bundleArcs(bundles, places, chosen), [bundles, places, chosen]);
  const named = useMemo(() => namedRows(places, flows), [places, flows]);
  const told = useNames('facility', named);
  const names = useMemo(
    () => new Map(named.flatMap((row) => (told.has(row) ? [[row, plainName(told.get(row)?.name ?? '')]] : []))),
    [named, told],
  );
  const markers = useMemo(
    () => networkMarkers(places, flows, { chosen: chosen?.place, names }),
    [places, flows, chosen, names],
  );
  const isPhone = innerWidth <= PHONE_PIXELS;
  const scene = useMemo<MapScene>(
    () => ({
      places,
      layer,
      arcs,
      markers: markers.markers,
      movers,
      palette: FULLNESS_TONES,
      insets: isPhone ? PHONE : DESK,
    }),
    [places, layer, arcs, markers, movers, isPhone],
  );
  return { scene, markers, movers };
}

/** A view of a box in the room that is left. */
function viewOf(box: Parameters<typeof fitted>[0]): View {
  const isPhone = innerWidth <= PHONE_PIXELS;
  const host = document.querySelector('.map-window');
  const size = { width: host?.clientWidth ?? innerWidth, height: host?.clientHeight ?? innerHeight };
  const view = fitted(
    box,
    size,
    isPhone ? { ...PHONE, bottom: size.height * 0.55 } : { ...DESK, left: 90, top: 110, bottom: 140 },
  );
  return { ...view, zoom: Math.min(view.zoom, ZOOM_MAX - 3.5) };
}

/** What is under the pointer, in a few words. */
function Tip(
  props: NetworkMapProps & {
    readonly hit: MapHit;
    readonly x: number;
    readonly y: number;
    readonly markers: ReturnType<typeof networkMarkers>;
    readonly legOf: Uint32Array;
  },
): JSX.Element | null {
  const { t, tCode, formats } = useWords();
  const { hit, x, y, markers, legOf, flows, places } = props;
  const client = useClient();
  const leg = hit.kind === 'mover' ? legOf[hit.index] : undefined;
  const meant = hit.kind === 'marker' ? markers.selections[hit.index] : undefined;
  const row = leg !== undefined ? flows.trips.row[flows.trip[leg]] : meant?.kind === 'row' ? meant.row : hit.index;
  const [name, setName] = useState('');
  useEffect(() => {
    let isGone = false;
    if (meant?.kind === 'interchange') return undefined;
    nameOf(client, leg === undefined ? 'facility' : 'trip', row).then(
      (named) => isGone || setName(named?.name ?? ''),
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, [client, row, leg]);
  const point = meant?.kind === 'interchange' ? flows.header.interchanges.find(({ id }) => id === meant.id) : undefined;
  const title = point?.name ?? name;
  if (title === '' || row < 0) return null;
  const about =
    point !== undefined
      ? t('network.interchangePoint', { id: point.id })
      : leg === undefined
        ? [tCode('network.facility', places.kinds[places.kind[row]]), places.postalCodes[places.code[row]] ?? '']
            .filter(Boolean)
            .join(' · ')
        : [
            t('network.count', { count: ownParcels(flows, leg) + flows.partnerParcels[leg] }),
            fullness(flows, leg) === undefined
              ? ''
              : t('network.fullBy', { share: formats.percent(fullness(flows, leg) ?? 0, 0) }),
          ].join(' · ');
  return (
    <div class="network-tip" style={{ left: `${x + 14}px`, top: `${y + 14}px` }} aria-hidden="true">
      <b>{title}</b>
      <span>{about}</span>
    </div>
  );
}

function NetworkLegend({ flows, modes }: { readonly flows: Flows; readonly modes: readonly string[] }): JSX.Element {
  const { t, tCode, formats } = useWords();
  const limits = [0, ...FULLNESS_STEPS, 1].map((share) => formats.percent(share, 0));
  const steps = FULLNESS_TONES.map((tone, step) => ({
    tone,
    words:
      step === FULLNESS_TONES.length - 1
        ? t('network.fullStep')
        : t('network.step', { from: limits[step], to: limits[step + 1] }),
  }));
  const shapes = modes.map((mode) => ({
    tone: { dark: '#a3aeba', light: '#555c65' },
    words: tCode('network.mode', mode),
    shape:
      (DASHES[mode] ?? []).length === 0 ? ('line' as const) : mode === 'air' ? ('dots' as const) : ('dash' as const),
  }));
  const parties = flows.header.parties.map(({ id }, party) => ({
    tone: PARTY_TONES[party % PARTY_TONES.length],
    words: id,
    shape: party % 2 === 0 ? ('dot' as const) : ('square' as const),
  }));
  const points = [{ tone: INTERCHANGE_TONE, words: t('network.interchange'), shape: 'diamond' as const }];
  return (
    <details class="network-legend" open={innerWidth > PHONE_PIXELS}>
      <summary>{t('network.legend')}</summary>
      <MapLegend title={t('network.legendFull')} entries={steps} />
      <MapLegend title={t('network.legendSigns')} entries={[...shapes, ...points, ...parties]} />
    </details>
  );
}
