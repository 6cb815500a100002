import type { JSX } from 'preact';
import { useWords } from '../words/use-words.js';
import type { WirePreview } from './use-outcomes.js';

/** What was explored: which parcels, which agreement, and whose figures are told. */
export function WorldLine(props: {
  readonly world: WirePreview['world'] | null;
  readonly figures: 'all' | 'own';
}): JSX.Element | null {
  const { t, formats } = useWords();
  const { world, figures } = props;
  if (world === null) return null;
  const parcels = formats.number(world.parcels);
  return (
    <p class="fine explore-world">
      {t(world.shipments === 'example' ? 'explore.worldExample' : 'explore.worldWaiting', { parcels })}{' '}
      {t(world.in_force ? 'explore.inForce' : 'explore.notInForce')}{' '}
      {t(figures === 'all' ? 'explore.figuresAll' : 'explore.figuresOwn')}
    </p>
  );
}
