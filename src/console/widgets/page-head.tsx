import type { ComponentChildren, JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { useWords } from '../words/use-words.js';

/** A page's title, which is the tab's too, with what can be done beside it. */
export function PageHead(props: {
  readonly title: string;
  readonly lede?: ComponentChildren;
  readonly actions?: ComponentChildren;
  /** True where the title is read out only, as over a map. */
  readonly isHidden?: boolean;
}): JSX.Element {
  const { title, lede, actions, isHidden = false } = props;
  usePageTitle(title);
  if (isHidden) return <h1 class="hidden">{title}</h1>;
  return (
    <header class="page-head">
      <div>
        <h1>{title}</h1>
        {lede === undefined ? null : <p class="lede">{lede}</p>}
      </div>
      {actions === undefined ? null : <div class="page-actions">{actions}</div>}
    </header>
  );
}

/** Names the browser's tab while a page is shown. */
export function usePageTitle(title: string): void {
  const { t } = useWords();
  useEffect(() => {
    document.title = `${title} · ${t('app.name')}`;
  }, [title, t]);
}
