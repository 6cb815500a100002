import { createContext, type ComponentChildren, type JSX } from 'preact';
import { useCallback, useContext, useState } from 'preact/hooks';
import { assert } from '../../base/assert.js';
import { useWords } from '../words/use-words.js';
import { Icon } from '../widgets/icon.js';

/** What was done, or could not be, told where it does not get in the way. */
export interface Toast {
  readonly tone: 'good' | 'bad';
  readonly text: string;
}

const ToastContext = createContext<((toast: Toast) => void) | undefined>(undefined);

/** Tells something that happened; it goes by itself when it is good, and stays when it is not. */
export function useToast(): (toast: Toast) => void {
  const tell = useContext(ToastContext);
  assert(tell !== undefined, 'a page is drawn within the console');
  return tell;
}

const GOOD_MS = 6000;

/** Holds what is told, and reads it out. */
export function Toasts({ children }: { readonly children: ComponentChildren }): JSX.Element {
  const { t } = useWords();
  const [told, setTold] = useState<readonly (Toast & { readonly id: number })[]>([]);
  const drop = useCallback((id: number) => setTold((before) => before.filter((toast) => toast.id !== id)), []);
  const tell = useCallback(
    (toast: Toast) => {
      const id = performance.now();
      setTold((before) => [...before.slice(-3), { ...toast, id }]);
      if (toast.tone === 'good') setTimeout(() => drop(id), GOOD_MS);
    },
    [drop],
  );
  return (
    <ToastContext.Provider value={tell}>
      {children}
      <div class="toasts" role="status" aria-live="polite">
        {told.map(({ id, tone, text }) => (
          <p key={id} class={`toast toast-${tone}`}>
            <Icon name={tone === 'good' ? 'check' : 'warning'} />
            <span>{text}</span>
            <button type="button" class="icon-button" aria-label={t('app.close')} onClick={() => drop(id)}>
              <Icon name="close" />
            </button>
          </p>
        ))}
      </div>
    </ToastContext.Provider>
  );
}
