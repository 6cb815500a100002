import type { ComponentChildren, JSX } from 'preact';
import { useLocation } from 'preact-iso';
import { PAGES, type Page } from '../pages.js';
import { Icon } from '../widgets/icon.js';
import { useWords } from '../words/use-words.js';
import { AccountMenu } from './account-menu.js';
import { partyClass, useSession } from './session.js';

/** So many pages have a place of their own on a phone; the others are under "more". */
const PHONE_PAGES = 4;

/** What surrounds every page: who reads, what is synthetic, and the way to the other pages. */
export function Frame(props: {
  /** What is told above the page, whatever it is. */
  readonly bars: ComponentChildren;
  readonly children: ComponentChildren;
}): JSX.Element {
  const { bars, children } = props;
  const { t } = useWords();
  const { workspace, organisation, may } = useSession();
  const { path } = useLocation();
  const pages = PAGES.filter(({ scope }) => may(scope));
  return (
    <div class="frame">
      <a class="skip" href="#page" onClick={skip}>
        {t('app.skip')}
      </a>
      <header class="top">
        <a class="brand" href="/">
          <img src="/icon.svg" alt="" width="28" height="28" />
          <span>{t('app.name')}</span>
        </a>
        <span class={`party-name ${partyClass(workspace, organisation.code ?? '')}`}>{organisation.name}</span>
        {workspace.synthetic ? (
          <span class="synthetic" title={t('app.syntheticMore')}>
            {t('app.synthetic')}
          </span>
        ) : null}
        <AccountMenu />
      </header>
      <nav class="rail" aria-label={t('app.menu')}>
        {pages.map((page, index) => (
          <PageLink key={page.path} page={page} path={path} isSecond={index >= PHONE_PAGES} />
        ))}
        {pages.length > PHONE_PAGES ? (
          <>
            <button type="button" class="rail-more" popovertarget="more-pages">
              <Icon name="more" size={22} />
              {t('app.more')}
            </button>
            <div id="more-pages" popover="auto" class="more-pages">
              {pages.slice(PHONE_PAGES).map((page) => (
                <PageLink key={page.path} page={page} path={path} isSecond={false} />
              ))}
            </div>
          </>
        ) : null}
      </nav>
      <div class="status-bars">{bars}</div>
      <main id="page" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}

/** Not an address of its own: the page stays as it is, and what is pressed next is meant for it. */
function skip(event: MouseEvent): void {
  event.preventDefault();
  event.stopPropagation();
  document.getElementById('page')?.focus();
}

function PageLink(props: { readonly page: Page; readonly path: string; readonly isSecond: boolean }): JSX.Element {
  const { t } = useWords();
  const { page, path, isSecond } = props;
  const isCurrent = page.path === '/' ? path === '/' : path === page.path || path.startsWith(`${page.path}/`);
  const close = (): void => document.getElementById('more-pages')?.hidePopover();
  return (
    <a
      href={page.path}
      class={isSecond ? 'rail-second' : ''}
      aria-current={isCurrent ? 'page' : undefined}
      onClick={close}
    >
      <Icon name={page.icon} size={22} />
      {t(page.words)}
    </a>
  );
}
