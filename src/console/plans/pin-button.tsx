import type { JSX } from 'preact';
import { useSession } from '../app/session.js';
import { Icon } from '../widgets/icon.js';
import { useWords } from '../words/use-words.js';
import type { Pin } from './pins.js';
import { usePins } from './use-pins.js';

/** Has a parcel keep its route in the next plan, or not any more; shown to who may make plans. */
export function PinButton({
  parcel,
  isShort = false,
}: {
  readonly parcel: Pin;
  readonly isShort?: boolean;
}): JSX.Element | null {
  const { t } = useWords();
  const { may } = useSession();
  const { isPinned, pin, unpin } = usePins();
  if (!may('plans:write')) return null;
  const isOn = isPinned(parcel.id);
  const words = t(isOn ? 'plans.pin.off' : 'plans.pin.on');
  return (
    <button
      type="button"
      class="button"
      aria-pressed={isOn}
      title={t('plans.pin.more')}
      onClick={() => (isOn ? unpin(parcel.id) : pin(parcel))}
    >
      <Icon name={isOn ? 'check' : 'pin'} size={16} />
      {isShort ? (
        <span>
          {t(isOn ? 'plans.pin.isOn' : 'plans.pin.short')} <span class="hidden">{parcel.name}</span>
        </span>
      ) : (
        words
      )}
    </button>
  );
}
