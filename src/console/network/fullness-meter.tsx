import type { JSX } from 'preact';
import { useWords } from '../words/use-words.js';
import { FULLNESS_TONES } from './flow-drawing.js';
import { fullnessStep } from './flows.js';

/** How full something is, in the map's colours and in words. */
export function FullnessMeter({ share }: { readonly share: number | undefined }): JSX.Element {
  const { t, formats } = useWords();
  if (share === undefined) return <span class="fine">{t('network.noLimit')}</span>;
  const tone = FULLNESS_TONES[fullnessStep(share)];
  return (
    <span class="network-meter">
      <span aria-hidden="true">
        <i
          class="map-sign"
          style={{ '--on-dark': tone.dark, '--on-light': tone.light, width: `${Math.min(1, share) * 100}%` }}
        />
      </span>
      {formats.percent(share, 0)}
    </span>
  );
}
