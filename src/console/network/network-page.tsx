import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { IndiaMap } from '../map/india-map.js';
import type { MapPlaces } from '../map/map-places.js';
import { faintLayer } from '../map/point-layer.js';
import { usePlaces } from '../map/use-places.js';
import { PageHead } from '../widgets/page-head.js';
import { Shown } from '../widgets/states.js';
import { useWords } from '../words/use-words.js';
import './network.css';

/** The first screen: the country drawn by its offices, and what moves. */
export function NetworkPage(): JSX.Element {
  const { t } = useWords();
  const places = usePlaces();
  return (
    <div class="network">
      <PageHead title={t('nav.network')} isHidden />
      <Shown answered={places}>{(known) => <NetworkMap places={known} />}</Shown>
    </div>
  );
}

function NetworkMap({ places }: { readonly places: MapPlaces }): JSX.Element {
  const { t } = useWords();
  const scene = useMemo(() => ({ places, layer: faintLayer(places) }), [places]);
  return <IndiaMap scene={scene} label={t('nav.network')} />;
}
