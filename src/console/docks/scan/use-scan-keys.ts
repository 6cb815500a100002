import { useLayoutEffect, useRef } from 'preact/hooks';
import { isTyping } from '../../app/shortcut-keys.js';
import { NOTHING_TYPED, typeKey } from './scan-keys.js';

/** Hears a scanner that speaks as a keyboard, wherever the focus is, before any shortcut or button does. */
export function useScanKeys(isOn: boolean, onCode: (text: string) => void): void {
  const latest = useRef(onCode);
  latest.current = onCode;
  useLayoutEffect(() => {
    if (!isOn) return undefined;
    let typed = NOTHING_TYPED;
    const hear = (event: KeyboardEvent): void => {
      const { key, ctrlKey, altKey, metaKey, target } = event;
      const isField =
        isTyping(event) && target instanceof HTMLElement && target.closest('input, textarea, select') !== null;
      const isModified = ctrlKey || altKey || metaKey;
      const step = typeKey(typed, { key, isModified, isTyping: isField }, event.timeStamp);
      typed = step.typed;
      if (!step.isTaken) return;
      event.stopPropagation();
      event.preventDefault();
      if (step.code !== undefined) latest.current(step.code);
    };
    window.addEventListener('keydown', hear, { capture: true });
    return () => window.removeEventListener('keydown', hear, { capture: true });
  }, [isOn]);
}
