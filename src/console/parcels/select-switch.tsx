import type { JSX } from 'preact';
import { useWords } from '../words/use-words.js';

/** On a phone rows are chosen after this is pressed; where there is room their boxes are always there. */
export function SelectSwitch(props: {
  readonly isOn: boolean;
  readonly onSwitch: (isOn: boolean) => void;
}): JSX.Element {
  const { t } = useWords();
  const { isOn, onSwitch } = props;
  return (
    <button type="button" class="button select-switch" aria-pressed={isOn} onClick={() => onSwitch(!isOn)}>
      {t('parcels.selecting')}
    </button>
  );
}
