import type { ComponentType, JSX } from 'preact';
import { useErrorBoundary } from 'preact/hooks';
import { ErrorBoundary, lazy, Route, Router, useLocation } from 'preact-iso';
import { PAGES, type Page } from '../pages.js';
import { PageHead } from '../widgets/page-head.js';
import { Empty, Failed } from '../widgets/states.js';
import { useWords } from '../words/use-words.js';
import { useSession } from './session.js';

/** Each page's component, loaded when it is first opened. */
const COMPONENTS: ReadonlyMap<Page, ComponentType> = new Map(PAGES.map((page) => [page, lazy(page.load)]));

/** The page that the address names. A page that fails leaves the others as they are. */
export function PageOutlet(): JSX.Element {
  const { path } = useLocation();
  return (
    <PageBoundary key={path.split('/', 2).join('/')}>
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
  const { may } = useSession();
  const Component = COMPONENTS.get(page);
  if (may(page.scope) && Component !== undefined) return <Component />;
  return (
    <div class="page">
      <PageHead title={t(page.words)} />
      <Empty icon="key" title={t('app.notAllowed')}>
        <p>{t('app.notAllowedMore')}</p>
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
