import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { useLocation, useRoute } from 'preact-iso';
import { PageHead } from '../widgets/page-head.js';
import { Empty, Failed, Waiting } from '../widgets/states.js';
import { useWords } from '../words/use-words.js';
import { BagView } from './bags/bag-view.js';
import { BagsView } from './bags/bags-view.js';
import { ConnectionBanner } from './device/connection-banner.js';
import { DayView } from './day-view.js';
import { dockPath } from './dock-paths.js';
import './docks.css';
import { ScanView } from './scan/scan-view.js';
import { useDock } from './device/use-dock.js';

/** The dock: a day's arrivals and departures, one of them scanned, bags. */
export function DocksPage(): JSX.Element {
  const { t } = useWords();
  const { params, query } = useRoute();
  const { device, state } = useDock();
  useEffect(() => void device.loadDocks(), [device]);
  const { place, view, item } = params;
  const { docks } = state;
  useEffect(() => {
    // Only what is there is worth remembering.
    if (docks?.some((dock) => dock.place === place) === true) void device.choosePlace(place ?? '');
  }, [device, docks, place]);
  if (place === undefined) return <ChoosePlace />;
  const shared = { device, state, place };
  return (
    <div class="page dock">
      <ConnectionBanner device={device} state={state} />
      {state.error instanceof DOMException ? (
        <p class="note">{t('docks.notKept', { message: state.error.message })}</p>
      ) : null}
      {view === undefined ? (
        <DayView {...shared} day={query['day']} />
      ) : view === 'bags' && item === undefined ? (
        <BagsView {...shared} />
      ) : view === 'bags' ? (
        <BagView {...shared} id={item ?? ''} />
      ) : (
        <ScanView {...shared} id={view} />
      )}
    </div>
  );
}

/** Which facility somebody works at: the one of last time, the only one, or a choice. */
function ChoosePlace(): JSX.Element {
  const { t } = useWords();
  const { device, state } = useDock();
  const { route } = useLocation();
  const { docks, error } = state;
  useEffect(() => {
    const go = async (): Promise<void> => {
      const chosen = await device.chosenPlace();
      const [only] = docks ?? [];
      const known = docks?.some(({ place }) => place === chosen) === true ? chosen : undefined;
      const place = known ?? (docks?.length === 1 ? only?.place : undefined);
      if (place !== undefined) route(dockPath(place), true);
    };
    void go();
  }, [device, docks, route]);
  return (
    <div class="page dock">
      <PageHead title={t('docks.choose')} lede={t('docks.chooseMore')} />
      {docks === undefined ? (
        error === undefined ? (
          <Waiting />
        ) : (
          <Failed error={error} again={() => void device.loadDocks()} />
        )
      ) : docks.length === 0 ? (
        <Empty icon="dock" title={t('docks.none')}>
          <p>{t('docks.noneMore')}</p>
          <a class="button" href="/agreements">
            {t('docks.toAgreements')}
          </a>
        </Empty>
      ) : (
        <ul class="dock-places">
          {docks.map(({ place, name, postal_code, interchanges }) => (
            <li key={place}>
              <a class="dock-place" href={dockPath(place)}>
                <strong>{name}</strong>
                <span class="fine">
                  {place.slice(place.indexOf(':') + 1)} {postal_code} · {interchanges.map(({ id }) => id).join(', ')}
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
