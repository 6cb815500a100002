import type { JSX } from 'preact';
import { useCallback, useMemo, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useShortcuts } from '../app/shortcuts.js';
import type { MapPlaces } from '../map/map-places.js';
import { usePlaces } from '../map/use-places.js';
import { PageHead } from '../widgets/page-head.js';
import { Empty, Failed } from '../widgets/states.js';
import { useWords } from '../words/use-words.js';
import { BusiestTables } from './busiest-tables.js';
import { departureAt } from './departure-choice.js';
import { DetailCard } from './detail-card.js';
import { FiguresPanel } from './figures-panel.js';
import { FilterBar } from './filter-bar.js';
import { movingAt } from './flow-details.js';
import { filteredLegs, type Flows } from './flows.js';
import { NetworkMap } from './network-map.js';
import type { Selection } from './network-state.js';
import './network.css';
import { SearchBox, type Found } from './search-box.js';
import { TimeBar } from './time-bar.js';
import { useFlows, useNetworkState, usePlaying } from './use-network.js';

/** The first screen: the country drawn by its offices, and what moves. */
export function NetworkPage(): JSX.Element {
  const { t } = useWords();
  const places = usePlaces();
  const flows = useFlows();
  const failed = [places, flows].find(({ state, value }) => state === 'failed' && value === undefined);
  return (
    <div class="network">
      <PageHead title={t('nav.network')} isHidden />
      {failed === undefined ? null : (
        <div class="network-failed">
          <Failed error={failed.error} again={failed.again} />
        </div>
      )}
      {places.value === undefined || flows.value === undefined ? (
        failed === undefined ? (
          <p class="network-waiting" role="status">
            {t('network.waiting')}
          </p>
        ) : null
      ) : (
        <Network places={places.value} flows={flows.value} />
      )}
    </div>
  );
}

function Network({ places, flows }: { readonly places: MapPlaces; readonly flows: Flows }): JSX.Element {
  const { t } = useWords();
  const known = useNetworkState();
  const { state, change } = known;
  const playing = usePlaying(flows, known);
  const { route } = useLocation();
  const field = useRef<HTMLInputElement>(null);
  const sheet = useState(state.selection !== undefined);
  const [, setSheetOpen] = sheet;
  const filterKey = JSON.stringify(state.filters);
  const passes = useMemo(() => filteredLegs(flows, state.filters, places), [flows, places, filterKey]);
  const select = useCallback(
    (selection: Selection | undefined) => {
      change({ selection }, true);
      if (selection !== undefined) setSheetOpen(true);
    },
    [change],
  );
  const onFound = (found: Found): void => {
    if (found.kind === 'shipment') return route(`/parcels/${found.id}`);
    if (found.kind === 'trip')
      return select(departureAt(flows, { id: found.id, column: found.column ?? -1 }, playing.sec));
    return select({ kind: found.kind === 'postal_code' ? 'code' : found.kind, id: found.id });
  };
  useShortcuts([
    { keys: '/', words: t('network.search'), run: () => field.current?.focus() },
    { keys: 'p', words: t(playing.rate > 0 ? 'network.pause' : 'network.play'), run: playing.play },
    { keys: 'x', words: t('app.close'), run: () => select(undefined) },
  ]);
  const modes = useMemo(() => places.modes.filter((_, mode) => flows.trips.mode.includes(mode)), [places, flows]);
  return (
    <>
      {places.count === 0 ? <NoNetwork /> : null}
      <NetworkMap
        places={places}
        flows={flows}
        passes={passes}
        state={state}
        clock={playing.clock}
        onTime={playing.onTime}
        onView={(view) => change({ view })}
        onSelect={select}
      />
      <div class="network-top">
        <SearchBox field={field} onFound={onFound} />
        <FilterBar flows={flows} modes={modes} filters={state.filters} onFilters={(filters) => change({ filters })} />
      </div>
      <TimeBar
        flows={flows}
        sec={playing.sec}
        rate={playing.rate}
        speed={playing.speed}
        moving={movingAt(flows, passes, playing.sec)}
        onTime={playing.jump}
        onPlay={playing.play}
        onSpeed={playing.setSpeed}
      />
      <SidePanel
        flows={flows}
        passes={passes}
        sec={playing.sec}
        selection={state.selection}
        onSelect={select}
        sheet={sheet}
      />
    </>
  );
}

/** In place of a map of nothing: what whoever runs the server does next. */
function NoNetwork(): JSX.Element {
  const { t } = useWords();
  return (
    <div class="network-empty">
      <Empty icon="network" title={t('network.empty')}>
        <p>{t('network.emptyMore')}</p>
        <code>interline validate DIR</code>
      </Empty>
    </div>
  );
}

/** Figures and tables beside the map; on a phone a sheet that is drawn up. */
function SidePanel(props: {
  readonly flows: Flows;
  readonly passes: Uint8Array;
  readonly sec: number;
  readonly selection: Selection | undefined;
  readonly onSelect: (selection: Selection | undefined) => void;
  readonly sheet: readonly [boolean, (isOpen: boolean) => void];
}): JSX.Element {
  const { t } = useWords();
  const { flows, passes, sec, selection, onSelect, sheet } = props;
  const [isOpen, setOpen] = sheet;
  return (
    <aside class={isOpen ? 'network-panel network-open' : 'network-panel'} aria-label={t('network.panel')}>
      <button type="button" class="network-handle" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {t(isOpen ? 'network.panelClose' : 'network.panelOpen')}
      </button>
      {selection === undefined ? null : (
        <DetailCard selection={selection} flows={flows} sec={sec} onSelect={onSelect} />
      )}
      <FiguresPanel flows={flows} />
      <BusiestTables flows={flows} passes={passes} sec={sec} onSelect={onSelect} />
    </aside>
  );
}
