import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useSession } from '../app/session.js';
import { useShortcuts } from '../app/shortcuts.js';
import { useAnswer } from '../client/use-answer.js';
import { useNotices } from '../client/use-notices.js';
import { DataTable, type Column } from '../widgets/data-table.js';
import { Icon } from '../widgets/icon.js';
import { Meter } from '../widgets/meter.js';
import { PageHead } from '../widgets/page-head.js';
import { Empty, Shown } from '../widgets/states.js';
import { useWords } from '../words/use-words.js';
import { shareDone, type WirePlan } from './plan-progress.js';
import { PlanState } from './plan-state.js';
import { StartPlan } from './start-plan.js';

const PAGE_ROWS = 25;
const ROWS_MAX = 200;

/** Plans of both carriers, newest first, and the way to another one. */
export function PlanList(): JSX.Element {
  const { t } = useWords();
  const { may } = useSession();
  const [limit, setLimit] = useState(PAGE_ROWS);
  const [isStarting, setStarting] = useState(false);
  const plans = useAnswer(async (client) => (await client.listPlans({ query: { limit } })).body, [limit]);
  useNotices(['plan.changed'], plans.again);
  const mayPlan = may('plans:write');
  useShortcuts(mayPlan ? [{ keys: 'n', words: t('plans.start'), run: () => setStarting(true) }] : []);
  const start = mayPlan ? (
    <button type="button" class="button button-main" onClick={() => setStarting(true)}>
      <Icon name="plus" size={18} />
      {t('plans.start')}
    </button>
  ) : undefined;
  return (
    <div class="page plans">
      <PageHead title={t('plans.title')} lede={t('plans.lede')} actions={start} />
      <Shown answered={plans} lines={10}>
        {({ data, next_cursor: next }) =>
          data.length === 0 ? (
            <Empty icon="plan" title={t('plans.none')}>
              <p>{t('plans.noneMore')}</p>
            </Empty>
          ) : (
            <>
              <PlanTable plans={data} />
              {next !== null && limit < ROWS_MAX ? (
                <p>
                  <button type="button" class="button" onClick={() => setLimit((rows) => Math.min(ROWS_MAX, rows * 2))}>
                    {t('app.moreRows')}
                  </button>
                </p>
              ) : null}
            </>
          )
        }
      </Shown>
      <StartPlan isOpen={isStarting} plans={plans.value?.data ?? []} onClose={() => setStarting(false)} />
    </div>
  );
}

function PlanTable({ plans }: { readonly plans: readonly WirePlan[] }): JSX.Element {
  const { t, formats } = useWords();
  const share = (plan: WirePlan): string => {
    const { own } = plan;
    return own === null || own.parcels === 0 ? '' : formats.percent(own.on_time / own.parcels);
  };
  const columns: readonly Column<WirePlan>[] = [
    {
      key: 'asked',
      header: t('plans.asked'),
      isHeader: true,
      cell: (plan) => <a href={`/plans/${plan.id}`}>{formats.exactInstant(plan.created_at)}</a>,
    },
    { key: 'state', header: t('plans.state'), cell: (plan) => <StateCell plan={plan} /> },
    {
      key: 'parcels',
      header: t('plans.parcels'),
      isNumber: true,
      cell: ({ own, result }) =>
        own === null && result === null ? '' : formats.number(own?.parcels ?? result?.parcels ?? 0),
    },
    { key: 'onTime', header: t('plans.onTime'), isNumber: true, cell: share },
    {
      key: 'late',
      header: t('plans.lateOrLeft'),
      isNumber: true,
      cell: ({ id, own }) =>
        own === null ? '' : <a href={`/plans/${id}/late`}>{formats.number(own.late + own.unplanned)}</a>,
    },
    {
      key: 'cost',
      header: t('plans.ownCost'),
      isNumber: true,
      cell: ({ own }) => (own === null ? '' : formats.roundMoney(own.cost_minor)),
    },
    {
      key: 'gap',
      header: t('plans.gap'),
      isNumber: true,
      cell: ({ result }) => (result === null || result.gap === null ? '' : formats.percent(result.gap, 2)),
    },
    {
      key: 'assigned',
      header: t('plans.assigned'),
      isNumber: true,
      cell: ({ own }) => (own?.assigned === null || own === null ? '' : formats.number(own.assigned)),
    },
  ];
  return <DataTable caption={t('plans.title')} isCaptionHidden columns={columns} rows={plans} keyOf={({ id }) => id} />;
}

function StateCell({ plan }: { readonly plan: WirePlan }): JSX.Element {
  const { t } = useWords();
  const isMoving = plan.state === 'running' || plan.state === 'queued';
  return (
    <span class="plans-state">
      <PlanState state={plan.state} />
      {isMoving ? <Meter share={shareDone(plan)} label={t('plans.timeUsed')} /> : null}
      {plan.based_on === null ? null : <span class="fine">{t('plans.again')}</span>}
    </span>
  );
}
