import type { JSX } from 'preact';
import { useLocation } from 'preact-iso';
import { PageHead } from '../widgets/page-head.js';
import { Tabs } from '../widgets/tabs.js';
import { useWords } from '../words/use-words.js';
import { addressOn, BaseVersion, OnAgreement, useBaseVersion } from './base-version.js';
import { ClausesView } from './clauses-view.js';
import { CoverageView } from './coverage-view.js';
import './explore.css';
import { GrowthView } from './growth-view.js';
import { ScenariosView } from './scenarios-view.js';
import { SharingView } from './sharing-view.js';
import { SitingView } from './siting-view.js';

const VIEWS = [
  ['', ScenariosView, 'explore.scenarios'],
  ['sharing', SharingView, 'explore.sharing'],
  ['clauses', ClausesView, 'explore.clauses'],
  ['siting', SitingView, 'explore.siting'],
  ['coverage', CoverageView, 'explore.coverage'],
  ['growth', GrowthView, 'explore.growth'],
] as const;

/** What the partnership would bring if it were otherwise. */
export function ExplorePage(): JSX.Element {
  const { t } = useWords();
  const { path } = useLocation();
  const version = useBaseVersion();
  const name = path.split('/')[2] ?? '';
  const [current, View] = VIEWS.find(([view]) => view === name) ?? VIEWS[0];
  return (
    <div class="page explore">
      <PageHead title={t('nav.explore')} lede={t('explore.lede')} />
      <Tabs
        label={t('nav.explore')}
        tabs={VIEWS.map(([view, , words]) => ({
          href: addressOn(view === '' ? '/explore' : `/explore/${view}`, version),
          words: t(words),
          isCurrent: view === current,
        }))}
      />
      <BaseVersion />
      <OnAgreement>
        <View key={version ?? ''} />
      </OnAgreement>
    </div>
  );
}
