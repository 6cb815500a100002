import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useLocation, useRoute } from 'preact-iso';
import { useSession } from '../app/session.js';
import { useShortcuts } from '../app/shortcuts.js';
import { PageHead } from '../widgets/page-head.js';
import { Empty } from '../widgets/states.js';
import { Tabs } from '../widgets/tabs.js';
import { useWords } from '../words/use-words.js';
import { StateBadge, VersionDays } from './list/agreement-list.js';
import { actsOn, nextStepOf, notSignedBy, type AgreementAct } from './agreement-state.js';
import { CompareView } from './compare/compare-view.js';
import { ProposeDialog, TerminateDialog, WithdrawDialog } from './sign/act-dialogs.js';
import { ReadView } from './read/read-view.js';
import { SignDialog } from './sign/sign-dialog.js';
import { SignaturesView } from './sign/signatures-view.js';
import { TextView } from './read/text-view.js';
import { useDays, type Agreements } from './use-agreements.js';
import type { VersionProps } from './version-props.js';

const VIEWS = ['read', 'text', 'compare', 'signatures'] as const;
type View = (typeof VIEWS)[number];

/** One version: what it is, what can be done with it, and views of it. */
export function AgreementVersionView(props: {
  readonly id: string;
  readonly known: Agreements;
  readonly again: () => void;
}): JSX.Element {
  const { t } = useWords();
  const { id, known, again } = props;
  const { view: wanted } = useRoute().params;
  const version = known.versions.find((one) => one.id === id);
  if (version === undefined) {
    return (
      <>
        <PageHead title={t('agreements.title')} />
        <Empty icon="agreement" title={t('fault.not_found')}>
          <p>{t('fault.not_foundMore')}</p>
          <a class="button" href="/agreements">
            {t('agreements.versions')}
          </a>
        </Empty>
      </>
    );
  }
  const view = VIEWS.find((one) => one === wanted) ?? 'read';
  return (
    <>
      <VersionHead version={version} known={known} again={again} />
      <Tabs
        label={t('agreements.views')}
        tabs={VIEWS.map((one) => ({
          href: one === 'read' ? `/agreements/${id}` : `/agreements/${id}/${one}`,
          words: t(`agreements.view.${one}`),
          isCurrent: one === view,
        }))}
      />
      <Chosen view={view} version={version} known={known} again={again} />
    </>
  );
}

function Chosen({ view, ...props }: VersionProps & { readonly view: View }): JSX.Element {
  if (view === 'text') return <TextView {...props} />;
  if (view === 'compare') return <CompareView {...props} />;
  return view === 'signatures' ? <SignaturesView {...props} /> : <ReadView {...props} />;
}

function VersionHead({ version, known, again }: VersionProps): JSX.Element {
  const { t } = useWords();
  const { organisation, may } = useSession();
  const { date, list } = useDays();
  const { route } = useLocation();
  const [asked, setAsked] = useState<AgreementAct | undefined>(undefined);
  const acts = actsOn(version, { organisationId: organisation.id, may });
  const { agreement, version: number, in_force: days } = version;
  const start = (act: AgreementAct): void => {
    if (act === 'counter') route(`/agreements/new?from=${version.id}&answers=${version.id}`);
    else setAsked(act);
  };
  useShortcuts([
    { keys: 'b', words: t('agreements.versions'), run: () => route('/agreements') },
    ...VIEWS.map((view, index) => ({
      keys: String(index + 1),
      words: t(`agreements.view.${view}`),
      run: () => route(view === 'read' ? `/agreements/${version.id}` : `/agreements/${version.id}/${view}`),
    })),
    ...(acts.includes('sign') ? [{ keys: 's', words: t('agreements.act.sign'), run: () => setAsked('sign') }] : []),
  ]);
  const shared = {
    version,
    known,
    onClose: () => setAsked(undefined),
    onDone: () => {
      setAsked(undefined);
      again();
    },
  };
  const next = nextStepOf(version, organisation.id);
  const names = list(
    notSignedBy(version)
      .filter((id) => id !== organisation.id)
      .map(known.nameOf),
  );
  return (
    <>
      <PageHead
        title={t('agreements.version', { agreement, version: number })}
        lede={
          <>
            <StateBadge version={version} /> <VersionDays version={version} /> ·{' '}
            {t(`agreements.next.${next}`, {
              names,
              from: date(days?.from ?? version.effective_from),
              until: date(days?.until ?? version.effective_until),
            })}
          </>
        }
        actions={acts.map((act, index) => (
          <button
            key={act}
            type="button"
            class={index === 0 && act !== 'terminate' ? 'button button-main' : buttonClass(act)}
            onClick={() => start(act)}
          >
            {t(`agreements.act.${act}`)}
          </button>
        ))}
      />
      <SignDialog {...shared} isOpen={asked === 'sign'} />
      <ProposeDialog {...shared} isOpen={asked === 'propose'} />
      <WithdrawDialog {...shared} isOpen={asked === 'withdraw'} />
      <TerminateDialog {...shared} isOpen={asked === 'terminate'} />
    </>
  );
}

function buttonClass(act: AgreementAct): string {
  return act === 'terminate' || act === 'withdraw' ? 'button button-bad' : 'button';
}
