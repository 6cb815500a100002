import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import { useWords } from '../words/use-words.js';
import { isAsItIs, SLIDERS, type Slider, type SliderValues } from './sliders.js';

/** One slider for each clause that matters. Every move is told, and where it came to rest. */
export function SliderPanel(props: {
  readonly values: SliderValues;
  readonly onMove: (values: SliderValues) => void;
  readonly onRest: (values: SliderValues) => void;
  readonly onReset: () => void;
}): JSX.Element {
  const { values, onMove, onRest, onReset } = props;
  const { t } = useWords();
  return (
    <section class="card explore-sliders" aria-label={t('explore.sliders')}>
      <h2>{t('explore.sliders')}</h2>
      {SLIDERS.map((slider) => (
        <OneSlider
          key={slider.name}
          slider={slider}
          value={values[slider.name]}
          onMove={(value) => onMove({ ...values, [slider.name]: value })}
          onRest={(value) => onRest({ ...values, [slider.name]: value })}
        />
      ))}
      <button type="button" class="button" disabled={isAsItIs(values)} onClick={onReset}>
        {t('explore.reset')}
      </button>
    </section>
  );
}

function OneSlider(props: {
  readonly slider: Slider;
  readonly value: number;
  readonly onMove: (value: number) => void;
  readonly onRest: (value: number) => void;
}): JSX.Element {
  const { slider, value, onMove, onRest } = props;
  const { t, formats } = useWords();
  const id = useId();
  const { name, least, most, step, usual, unit } = slider;
  const words =
    value === usual
      ? t('explore.asAgreed')
      : t(unit === 'times' ? 'explore.times' : 'explore.hours', {
          value: unit === 'times' ? formats.decimal(value, 2) : value,
        });
  return (
    <div class="explore-slider">
      <label for={id}>{t(`explore.slider.${name}`)}</label>
      <output for={id}>{words}</output>
      <input
        id={id}
        type="range"
        min={least}
        max={most}
        step={step}
        value={value}
        aria-valuetext={words}
        aria-describedby={`${id}-about`}
        onInput={({ currentTarget }) => onMove(Number(currentTarget.value))}
        onChange={({ currentTarget }) => onRest(Number(currentTarget.value))}
      />
      <p id={`${id}-about`} class="fine">
        {t(`explore.slider.${name}.about`)}
      </p>
    </div>
  );
}
