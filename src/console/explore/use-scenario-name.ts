import { useCallback } from 'preact/hooks';
import { useWords } from '../words/use-words.js';
import { SLIDERS, type SliderValues } from './sliders.js';

/** A name for people: what stands otherwise than the agreement. */
export function useScenarioName(): (values: SliderValues) => string {
  const { t, formats } = useWords();
  return useCallback(
    (values) => {
      const parts = SLIDERS.filter(({ name, usual }) => values[name] !== usual).map(({ name, unit }) =>
        t(unit === 'times' ? 'explore.partTimes' : 'explore.partHours', {
          name: t(`explore.slider.${name}`),
          value: formats.decimal(values[name], unit === 'times' ? 2 : 0),
        }),
      );
      return parts.length === 0 ? t('explore.asItIs') : parts.join(', ');
    },
    [t, formats],
  );
}
