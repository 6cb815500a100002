import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Condition } from '../../../domain/handover.js';
import { Dialog } from '../../widgets/dialog.js';
import { Icon } from '../../widgets/icon.js';
import { useWords } from '../../words/use-words.js';
import type { Photo } from '../device/dock-store.js';
import { scaledPhoto } from '../scan/photo.js';

/** What something is wrong with. */
export interface ProblemOf {
  readonly of: 'piece' | 'container';
  readonly name: string;
}

const OF_PIECES = [
  'damaged',
  'label_unreadable',
  'not_acceptable',
  'misrouted',
  'missing',
] as const satisfies readonly Condition[];
const OF_CONTAINERS = [
  'seal_broken',
  'damaged',
  'not_acceptable',
  'misrouted',
  'missing',
] as const satisfies readonly Condition[];

/** What is wrong, in one more tap; with the camera beside it, in one tap and a picture. */
export function ProblemDialog(props: {
  readonly of: ProblemOf | undefined;
  readonly onClose: () => void;
  readonly onTold: (conditions: readonly Condition[], photo: Photo | undefined) => void;
}): JSX.Element {
  const { t } = useWords();
  const { of, onClose, onTold } = props;
  const [fault, setFault] = useState(false);
  const withPicture = async (condition: Condition, file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    try {
      onTold([condition], await scaledPhoto(file));
    } catch {
      setFault(true);
    }
  };
  const conditions = of?.of === 'container' ? OF_CONTAINERS : OF_PIECES;
  return (
    <Dialog title={t('docks.problemTitle')} isOpen={of !== undefined} onClose={onClose}>
      <p class="mono">{of?.name}</p>
      {fault ? <p class="fault-words">{t('docks.photoFault')}</p> : null}
      <ul class="dock-conditions">
        {conditions.map((condition) => (
          <li key={condition}>
            <button type="button" class="button dock-big" onClick={() => onTold([condition], undefined)}>
              {t(`docks.condition.${condition}`)}
            </button>
            {condition === 'missing' ? null : (
              <label class="button dock-big dock-photo">
                <Icon name="camera" />
                <span class="hidden">{t('docks.withPhoto', { problem: t(`docks.condition.${condition}`) })}</span>
                <input
                  type="file"
                  accept="image/*"
                  capture="environment"
                  onChange={({ currentTarget }) => void withPicture(condition, currentTarget.files?.[0])}
                />
              </label>
            )}
          </li>
        ))}
      </ul>
      <p class="fine">{t('docks.problemMore')}</p>
    </Dialog>
  );
}
