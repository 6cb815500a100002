import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Icon } from '../../widgets/icon.js';
import { useWords } from '../../words/use-words.js';

/**
 * Prints what this device knows, where the server does not make a PDF: while the browser prints, the sheet is all that is on the page. It says
 * when that was, and that it is no document of the server.
 */
export function PrintSheet(props: { readonly title: string; readonly children: () => ComponentChildren }): JSX.Element {
  const { t, formats } = useWords();
  const [atMs, setAt] = useState<number | undefined>(undefined);
  useEffect(() => {
    if (atMs === undefined) return undefined;
    const done = (): void => setAt(undefined);
    window.addEventListener('afterprint', done, { once: true });
    window.print();
    return () => window.removeEventListener('afterprint', done);
  }, [atMs]);
  return (
    <>
      <button type="button" class="button dock-big" onClick={() => setAt(Date.now())}>
        <Icon name="print" /> {t('docks.printKnown')}
      </button>
      {atMs === undefined ? null : (
        <section class="dock-sheet">
          <h1>{props.title}</h1>
          <p>{t('docks.printedAt', { at: formats.instant(new Date(atMs)) })}</p>
          {props.children()}
        </section>
      )}
    </>
  );
}
