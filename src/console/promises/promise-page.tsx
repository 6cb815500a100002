import type { JSX } from 'preact';
import { useLocation, useRoute } from 'preact-iso';
import { useSession } from '../app/session.js';
import { PageHead } from '../widgets/page-head.js';
import { Tabs } from '../widgets/tabs.js';
import { useWords } from '../words/use-words.js';
import { Everywhere } from './everywhere.js';
import { OneParcel } from './one-parcel.js';
import { addressOf, askedOf, type Asked } from './promise-question.js';
import './promises.css';

/** When it will arrive: from one PIN to another, and from one to everywhere. The address holds the question. */
export function PromisePage(): JSX.Element {
  const { t } = useWords();
  const { workspace, may } = useSession();
  const { query, route } = useLocation();
  const { params } = useRoute();
  const isMap = params['view'] === 'map';
  const within = {
    timeZone: workspace.time_zone,
    firstDay: workspace.first_day,
    days: workspace.days,
    products: workspace.products,
  };
  const asked = askedOf(query, within, new Date());
  const ask = (next: Asked): void => route(`/promise${isMap ? '/map' : ''}${addressOf(next)}`);
  return (
    <div class="page promises">
      <PageHead title={t('promises.title')} lede={t('promises.lede')} />
      {may('plans:read') ? (
        <Tabs
          label={t('promises.views')}
          tabs={[
            { href: `/promise${addressOf(asked)}`, words: t('promises.view.one'), isCurrent: !isMap },
            { href: `/promise/map${addressOf(asked)}`, words: t('promises.view.map'), isCurrent: isMap },
          ]}
        />
      ) : null}
      {isMap ? <Everywhere asked={asked} ask={ask} /> : <OneParcel asked={asked} ask={ask} />}
    </div>
  );
}
