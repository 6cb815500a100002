import { createContext, type ComponentChildren, type JSX } from 'preact';
import { useContext, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { Dialog } from '../widgets/dialog.js';
import { useWords } from '../words/use-words.js';
import { PAGES } from '../pages.js';
import { useSession } from './session.js';
import { isTyping, keyOf, stepKeys, type Shortcut } from './shortcut-keys.js';

interface Registry {
  readonly add: (shortcuts: readonly Shortcut[]) => () => void;
}

const ShortcutContext = createContext<Registry | undefined>(undefined);

/** Gives a page keys of its own while it is shown; they are listed under `?`. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const registry = useContext(ShortcutContext);
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  const keys = shortcuts.map(({ keys: own }) => own).join();
  useEffect(() => {
    const live = latest.current.map((shortcut, index) => ({
      ...shortcut,
      run: () => latest.current[index]?.run(),
    }));
    return registry?.add(live);
  }, [registry, keys]);
}

/** Hears keys for all pages: `?` lists what there is, `g` and a letter go to a page. */
export function Shortcuts({ children }: { readonly children: ComponentChildren }): JSX.Element {
  const { t } = useWords();
  const { route } = useLocation();
  const { preferences, prefer, may } = useSession();
  const [own, setOwn] = useState<readonly Shortcut[]>([]);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const registry = useMemo<Registry>(
    () => ({
      add: (shortcuts) => {
        setOwn((before) => [...before, ...shortcuts]);
        return () => setOwn((before) => before.filter((shortcut) => !shortcuts.includes(shortcut)));
      },
    }),
    [],
  );
  const everywhere = useMemo<readonly Shortcut[]>(
    () => [
      { keys: '?', words: t('app.shortcuts.help'), run: () => setHelpOpen(true) },
      ...PAGES.filter(({ scope, letter }) => letter !== undefined && may(scope)).map(({ path, words, letter }) => ({
        keys: `g ${letter}`,
        words: t('app.shortcuts.go', { page: t(words) }),
        run: () => route(path),
      })),
    ],
    [t, route, may],
  );
  // A sequence goes on where it was begun, though pages and addresses change between two keys.
  const shortcuts = useRef<readonly Shortcut[]>([]);
  shortcuts.current = [...own, ...everywhere];
  useEffect(() => {
    if (!preferences.shortcuts) return undefined;
    let typed = '';
    const hear = (event: KeyboardEvent): void => {
      if (isTyping(event) || document.querySelector('dialog[open]') !== null) return;
      const step = stepKeys(shortcuts.current, typed, keyOf(event));
      typed = step.typed;
      if (step.run === undefined) return;
      event.preventDefault();
      step.run.run();
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, [preferences.shortcuts]);
  return (
    <ShortcutContext.Provider value={registry}>
      {children}
      <Dialog title={t('app.shortcuts')} isOpen={isHelpOpen} onClose={() => setHelpOpen(false)}>
        <ShortcutList title={t('app.shortcuts.here')} shortcuts={own} />
        <ShortcutList title={t('app.shortcuts.everywhere')} shortcuts={everywhere} />
        <label class="check">
          <input
            type="checkbox"
            checked={preferences.shortcuts}
            onChange={({ currentTarget }) => prefer({ shortcuts: currentTarget.checked })}
          />
          {t('app.shortcuts.on')}
        </label>
      </Dialog>
    </ShortcutContext.Provider>
  );
}

function ShortcutList(props: { readonly title: string; readonly shortcuts: readonly Shortcut[] }): JSX.Element {
  const { t } = useWords();
  return (
    <section class="shortcut-list">
      <h3>{props.title}</h3>
      {props.shortcuts.length === 0 ? <p class="fine">{t('app.shortcuts.none')}</p> : null}
      <dl>
        {props.shortcuts.map(({ keys, words }) => (
          <div key={keys}>
            <dt>
              {keys.split(' ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
