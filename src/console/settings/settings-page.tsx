import type { JSX } from 'preact';
import { useRoute } from 'preact-iso';
import type { Scope } from '../../wire/people/scopes.js';
import { useSession } from '../app/session.js';
import { PageHead } from '../widgets/page-head.js';
import { Empty } from '../widgets/states.js';
import { Tabs } from '../widgets/tabs.js';
import type { WordKey } from '../words/en/all.js';
import { useWords } from '../words/use-words.js';
import { AccountView } from './account-view.js';
import { AuditView } from './audit-view.js';
import { KeysView } from './keys-view.js';
import { OrganisationView } from './organisation-view.js';
import { PeopleView } from './people-view.js';
import { RequestsView } from './requests-view.js';
import { WebhookView } from './webhook-view.js';
import { WebhooksView } from './webhooks-view.js';
import './settings.css';

interface View {
  readonly id: string;
  readonly words: WordKey;
  /** Who may open it; anybody where there is none. */
  readonly scope: Scope | undefined;
  readonly show: (id: string | undefined) => JSX.Element;
}

const VIEWS: readonly View[] = [
  {
    id: 'organisation',
    words: 'settings.view.organisation',
    scope: 'organisations:read',
    show: () => <OrganisationView />,
  },
  { id: 'people', words: 'settings.view.people', scope: 'users:read', show: () => <PeopleView /> },
  { id: 'keys', words: 'settings.view.keys', scope: 'keys:read', show: () => <KeysView /> },
  {
    id: 'webhooks',
    words: 'settings.view.webhooks',
    scope: 'webhooks:read',
    show: (id) => (id === undefined ? <WebhooksView /> : <WebhookView id={id} />),
  },
  { id: 'requests', words: 'settings.view.requests', scope: 'requests:read', show: () => <RequestsView /> },
  { id: 'audit', words: 'settings.view.audit', scope: 'audit:read', show: () => <AuditView /> },
  { id: 'account', words: 'settings.view.account', scope: undefined, show: () => <AccountView /> },
];

/** Settings of the organisation and of whoever reads, as far as they may. */
export function SettingsPage(): JSX.Element {
  const { t } = useWords();
  const { may } = useSession();
  const { view: wanted, id } = useRoute().params;
  const allowed = VIEWS.filter(({ scope }) => scope === undefined || may(scope));
  const view = wanted === undefined ? allowed[0] : VIEWS.find((one) => one.id === wanted);
  return (
    <div class="page">
      <PageHead title={view === undefined ? t('settings.title') : t(view.words)} />
      <Tabs
        label={t('settings.views')}
        tabs={allowed.map((one) => ({
          href: `/settings/${one.id}`,
          words: t(one.words),
          isCurrent: one === view,
        }))}
      />
      <ShownView view={view} id={id} isAllowed={view !== undefined && allowed.includes(view)} />
    </div>
  );
}

function ShownView(props: {
  readonly view: View | undefined;
  readonly id: string | undefined;
  readonly isAllowed: boolean;
}): JSX.Element {
  const { t } = useWords();
  const { view, id, isAllowed } = props;
  if (view === undefined) return <Empty title={t('app.notFound')}>{t('app.notFoundMore')}</Empty>;
  if (isAllowed) return view.show(id);
  return (
    <Empty icon="key" title={t('app.notAllowed')}>
      <p>{t('app.notAllowedMore')}</p>
    </Empty>
  );
}
