import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { useLocation, useRoute } from 'preact-iso';
import { useSession } from '../app/session.js';
import { PageHead } from '../widgets/page-head.js';
import { Shown } from '../widgets/states.js';
import { Tabs } from '../widgets/tabs.js';
import { useWords } from '../words/use-words.js';
import { AgreementList } from './list/agreement-list.js';
import { AgreementVersionView } from './agreement-version.js';
import { DraftView } from './draft-view.js';
import { KeysView } from './sign/keys-view.js';
import { useAgreements, type Agreements } from './use-agreements.js';
import './agreements.css';

/** Agreements: what there is, one version, a new one, and the keys that sign. */
export function AgreementsPage(): JSX.Element {
  const { params } = useRoute();
  const { id } = params;
  const agreements = useAgreements();
  if (id !== undefined && id !== 'keys' && id !== 'new' && id !== 'current') {
    return (
      <div class="page">
        <Shown answered={agreements} lines={14}>
          {(known) => <AgreementVersionView id={id} known={known} again={agreements.again} />}
        </Shown>
      </div>
    );
  }
  return (
    <div class="page">
      <Overview view={id ?? 'versions'} />
      <Shown answered={agreements} lines={10}>
        {(known) => {
          if (id === 'current') return <InForce known={known} />;
          if (id === 'keys') return <KeysView known={known} again={agreements.again} />;
          return id === 'new' ? <DraftView known={known} again={agreements.again} /> : <AgreementList known={known} />;
        }}
      </Shown>
    </div>
  );
}

/** Goes to the version in force, at the clause that the address names; all versions where none is. */
function InForce({ known }: { readonly known: Agreements }): JSX.Element {
  const { route } = useLocation();
  const version = known.versions.find(({ state }) => state === 'in_force');
  useEffect(() => {
    route(version === undefined ? '/agreements' : `/agreements/${version.id}${location.hash}`, true);
  }, [version]);
  return <AgreementList known={known} />;
}

function Overview({ view }: { readonly view: string }): JSX.Element {
  const { t } = useWords();
  const { may } = useSession();
  return (
    <>
      <PageHead
        title={view === 'new' ? t('agreements.draft.title') : t('agreements.title')}
        lede={view === 'new' ? t('agreements.draft.lede') : t('agreements.lede')}
        actions={
          may('agreements:write') && view === 'versions' ? (
            <a class="button button-main" href="/agreements/new">
              {t('agreements.new')}
            </a>
          ) : undefined
        }
      />
      <Tabs
        label={t('agreements.views')}
        tabs={[
          { href: '/agreements', words: t('agreements.versions'), isCurrent: view === 'versions' },
          { href: '/agreements/keys', words: t('agreements.keys'), isCurrent: view === 'keys' },
          ...(may('agreements:write')
            ? [{ href: '/agreements/new', words: t('agreements.new'), isCurrent: view === 'new' }]
            : []),
        ]}
      />
    </>
  );
}
