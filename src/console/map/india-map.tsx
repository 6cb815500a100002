import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../widgets/icon.js';
import { useWords } from '../words/use-words.js';
import './map.css';
import { MapStage, type MapClock, type MapHit, type MapListener, type MapScene } from './map-stage.js';
import type { View } from './mercator.js';

export interface IndiaMapProps extends MapListener {
  readonly scene: MapScene;
  /** What the map shows, in words; tables beside it say the same to those who do not see it. */
  readonly label: string;
  /** Where to look; another object moves the map there. */
  readonly view?: View | undefined;
  readonly clock?: MapClock | undefined;
  /** Told when the divider between two layers is moved. */
  readonly onBeside?: ((at: number) => void) | undefined;
  /** Names of what stands left and right of the divider. */
  readonly besideWords?: readonly [string, string] | undefined;
  /** Laid over the map: legends, cards. */
  readonly children?: ComponentChildren;
}

export type { MapHit };

/** A country drawn by its offices, with what a page lays over them. It fills what it stands in. */
export function IndiaMap(props: IndiaMapProps): JSX.Element {
  const { scene, label, view, clock, onBeside, besideWords, children, ...listener } = props;
  const { t } = useWords();
  const host = useRef<HTMLDivElement>(null);
  const [stage, setStage] = useState<MapStage>();
  useEffect(() => {
    if (host.current === null) return undefined;
    const made = new MapStage(host.current, {});
    setStage(made);
    return () => made.end();
  }, []);
  useEffect(() => {
    if (stage !== undefined && view !== undefined) stage.go(view);
  }, [stage, view]);
  useEffect(() => stage?.show(scene, listener));
  useEffect(() => {
    if (clock !== undefined) stage?.setClock(clock);
  }, [stage, clock]);
  return (
    <div class="map">
      <div
        ref={host}
        class="map-window"
        role="application"
        aria-label={label}
        aria-description={t('map.keys')}
        tabIndex={0}
      />
      {scene.beside === undefined ? null : (
        <Divider at={scene.beside.at} onMove={onBeside} words={besideWords ?? ['', '']} />
      )}
      <div class="map-tools">
        <button type="button" title={t('map.zoomIn')} aria-label={t('map.zoomIn')} onClick={() => stage?.zoom(0.75)}>
          <Icon name="plus" />
        </button>
        <button type="button" title={t('map.zoomOut')} aria-label={t('map.zoomOut')} onClick={() => stage?.zoom(-0.75)}>
          <Icon name="minus" />
        </button>
        <button type="button" title={t('map.fit')} aria-label={t('map.fit')} onClick={() => stage?.fit()}>
          <svg class="icon" width="20" height="20" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5" />
          </svg>
        </button>
      </div>
      {children}
    </div>
  );
}

/** Moves where one layer ends and another begins; arrow keys move it too. */
function Divider(props: {
  readonly at: number;
  readonly onMove: ((at: number) => void) | undefined;
  readonly words: readonly [string, string];
}): JSX.Element {
  const { t } = useWords();
  const { at, onMove, words } = props;
  return (
    <div class="map-divider" style={{ '--at': `${at * 100}%` }}>
      <span class="map-divider-line" />
      <span class="map-divider-words map-divider-left">{words[0]}</span>
      <span class="map-divider-words map-divider-right">{words[1]}</span>
      <input
        type="range"
        min="0"
        max="100"
        value={Math.round(at * 100)}
        aria-label={t('map.divider', { left: words[0], right: words[1] })}
        onInput={({ currentTarget }) => onMove?.(Number(currentTarget.value) / 100)}
      />
    </div>
  );
}
