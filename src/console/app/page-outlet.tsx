import type { ComponentType, JSX } from 'preact';
import { useEffect, useErrorBoundary, useRef } from 'preact/hooks';
import { ErrorBoundary, lazy, Route, Router, useLocation } from 'preact-iso';
import { PAGES, type Page } from '../pages.js';
import { PageHead } from '../widgets/page-head.js';
import { Empty, Failed, Waiting } from '../widgets/states.js';
import { loadedOnce } from './load-page.js';
import { useWords } from '../words/use-words.js';
import { isForCarriersOnly, useSession } from './session.js';
import { sectionOf } from './use-own-route.js';

/** Each page's component, loaded when it is first opened. */
const COMPONENTS: ReadonlyMap<Page, ComponentType> = new Map(
  PAGES.map((page) => [page, lazy(() => loadedOnce(page.load))]),
);

/** The page that the address names. A page that fails leaves the others as they are. */
export function PageOutlet(): JSX.Element {
  const { path } = useLocation();
  const section = sectionOf(path);
  const shown = useRef(section);
  useEffect(() => {
    if (shown.current === section) return;
    shown.current = section;
    beginPage();
  }, [section]);
  return (
    <PageBoundary key={section}>
      <ErrorBoundary>
        <Router onRouteChange={beginPage}>
          {PAGES.flatMap((page) =>
            page.paths.map((pattern) => <Route key={pattern} path={pattern} component={AllowedPage} page={page} />),
          )}
          <Route default component={NoSuchPage} />
        </Router>
      </ErrorBoundary>
    </PageBoundary>
  );
}

/** A new page begins at its top, and is where keys go to. */
function beginPage(): void {
  const page = document.getElementById('page');
  page?.scrollTo(0, 0);
  page?.focus({ preventScroll: true });
}

function AllowedPage({ page }: { readonly page: Page }): JSX.Element {
  const { t } = useWords();
  const session = useSession();
  const { path, route } = useLocation();
  const Component = COMPONENTS.get(page);
  const isAllowed = session.may(page.scope);
  // Whoever may not see the first page begins at their parcels.
  const first = isAllowed || path !== '/' || !session.may('shipments:read') ? undefined : '/parcels';
  useEffect(() => {
    if (first !== undefined) route(first, true);
  }, [first, route]);
  if (isAllowed && Component !== undefined) return <Component />;
  if (first !== undefined) return <Waiting />;
  const reason = isForCarriersOnly(session, page.scope) ? 'forCarriers' : 'notAllowed';
  return (
    <div class="page">
      <PageHead title={t(page.words)} />
      <Empty icon="key" title={t(`app.${reason}`)}>
        <p>{t(`app.${reason}More`)}</p>
        {reason === 'forCarriers' ? (
          <a class="button" href="/parcels">
            {t('nav.parcels')}
          </a>
        ) : null}
      </Empty>
    </div>
  );
}

function NoSuchPage(): JSX.Element {
  const { t } = useWords();
  return (
    <div class="page">
      <PageHead title={t('app.notFound')} />
      <Empty title={t('app.notFoundMore')}>
        <a class="button" href="/">
          {t('app.home')}
        </a>
      </Empty>
    </div>
  );
}

function PageBoundary({ children }: { readonly children: JSX.Element }): JSX.Element {
  const [error, reset] = useErrorBoundary() as [unknown, () => void];
  if (error === undefined) return children;
  return (
    <div class="page">
      <Failed error={error} again={reset} />
    </div>
  );
}
