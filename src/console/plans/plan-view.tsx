import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useSession } from '../app/session.js';
import { useToast } from '../app/toasts.js';
import { useClient } from '../client/client-context.js';
import { Icon } from '../widgets/icon.js';
import { PageHead } from '../widgets/page-head.js';
import { Shown } from '../widgets/states.js';
import { Tabs } from '../widgets/tabs.js';
import { faultWords } from '../widgets/fault-words.js';
import { useWords } from '../words/use-words.js';
import { ComparePlans } from './compare-plans.js';
import { LateParcels } from './late-parcels.js';
import { ParcelRoute } from './parcel-route.js';
import { PlanProgressView } from './plan-progress-view.js';
import { PlanResult } from './plan-result.js';
import { PlanState } from './plan-state.js';
import { StartPlan } from './start-plan.js';
import { usePlan } from './use-plan.js';
import type { WirePlan } from './plan-progress.js';

export interface PlanViewProps {
  readonly id: string;
  readonly view: string; // '', late, compare, parcels
  readonly shipment: string | undefined;
}

/** One plan: while it is made, how far it is; afterwards what came out, what is late and why, and what another plan changes. */
export function PlanView({ id, view, shipment }: PlanViewProps): JSX.Element {
  const { t } = useWords();
  const answered = usePlan(id);
  return (
    <div class="page plans">
      <a class="plans-back" href="/plans">
        <Icon name="back" size={16} />
        {t('plans.title')}
      </a>
      {answered.value === undefined ? <PageHead title={t('nav.plans')} isHidden /> : null}
      <Shown answered={answered} lines={12}>
        {(plan) => <KnownPlan plan={plan} view={view} shipment={shipment} again={answered.again} />}
      </Shown>
    </div>
  );
}

interface KnownPlanProps {
  readonly plan: WirePlan;
  readonly view: string;
  readonly shipment: string | undefined;
  readonly again: () => void;
}

function KnownPlan({ plan, view, shipment, again }: KnownPlanProps): JSX.Element {
  const { t, formats } = useWords();
  const title = t('plans.of', { when: formats.instant(plan.created_at) });
  const base = `/plans/${plan.id}`;
  return (
    <>
      <PageHead
        title={title}
        lede={
          <span class="row">
            <PlanState state={plan.state} />
            {plan.based_on === null ? null : (
              <a href={`/plans/${plan.based_on}/compare?with=${plan.id}`}>{t('plans.whatChanged')}</a>
            )}
            {plan.agreement_version_id === null ? t('plans.withoutAgreement') : t('plans.jointly')}
          </span>
        }
        actions={<PlanActions plan={plan} again={again} />}
      />
      {plan.state === 'succeeded' ? (
        <>
          <Tabs
            label={t('plans.views')}
            tabs={[
              { href: base, words: t('plans.view.result'), isCurrent: view === '' },
              { href: `${base}/late`, words: t('plans.view.late'), isCurrent: view === 'late' || view === 'parcels' },
              { href: `${base}/compare`, words: t('plans.view.compare'), isCurrent: view === 'compare' },
            ]}
          />
          <PlanTab plan={plan} view={view} shipment={shipment} />
        </>
      ) : (
        <PlanProgressView plan={plan} />
      )}
    </>
  );
}

function PlanTab({ plan, view, shipment }: Omit<KnownPlanProps, 'again'>): JSX.Element {
  if (view === 'late') return <LateParcels plan={plan} />;
  if (view === 'compare') return <ComparePlans plan={plan} />;
  if (view === 'parcels' && shipment !== undefined) return <ParcelRoute planId={plan.id} shipmentId={shipment} />;
  return <PlanResult plan={plan} />;
}

function PlanActions({ plan, again }: Pick<KnownPlanProps, 'plan' | 'again'>): JSX.Element | null {
  const { t } = useWords();
  const { may } = useSession();
  const client = useClient();
  const toast = useToast();
  const [isBusy, setBusy] = useState(false);
  const [isStarting, setStarting] = useState(false);
  if (!may('plans:write')) return null;
  const params = { id: plan.id };
  const act = async (ask: () => Promise<unknown>, done: string): Promise<void> => {
    setBusy(true);
    try {
      await ask();
      toast({ tone: 'good', text: done });
      again();
    } catch (error) {
      const { title, more } = faultWords(error, t);
      toast({ tone: 'bad', text: `${title}: ${more}` });
    } finally {
      setBusy(false);
    }
  };
  const isMoving = plan.state === 'queued' || plan.state === 'running';
  const isWaiting = plan.own?.assigned_at === null && plan.own.parcels > 0;
  return (
    <>
      {plan.state === 'running' ? (
        <button
          type="button"
          class="button button-main"
          disabled={isBusy || plan.finishing}
          onClick={() => void act(() => client.finishPlan({ params }), t('plans.finishing'))}
        >
          <Icon name="check" size={18} />
          {t(plan.finishing ? 'plans.finishing' : 'plans.finish')}
        </button>
      ) : null}
      {isMoving ? (
        <button
          type="button"
          class="button button-bad"
          disabled={isBusy}
          onClick={() => void act(() => client.cancelPlan({ params }), t('plans.stopping'))}
        >
          <Icon name="stop" size={18} />
          {t('plans.stop')}
        </button>
      ) : null}
      {plan.state === 'succeeded' && isWaiting ? (
        <button
          type="button"
          class="button button-main"
          disabled={isBusy}
          onClick={() => void act(() => client.assignPlan({ params }), t('plans.assigning'))}
        >
          {t('plans.assign')}
        </button>
      ) : null}
      {plan.state === 'succeeded' ? (
        <button type="button" class="button" onClick={() => setStarting(true)}>
          {t('plans.planAgain')}
        </button>
      ) : null}
      <StartPlan isOpen={isStarting} plans={[plan]} basedOn={plan.id} onClose={() => setStarting(false)} />
    </>
  );
}
