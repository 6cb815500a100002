import type { JSX } from 'preact';
import { useLocation } from 'preact-iso';
import { useAnswer } from '../client/use-answer.js';
import { DataTable, type Column } from '../widgets/data-table.js';
import { Field } from '../widgets/field.js';
import { Figure, Figures } from '../widgets/figure.js';
import { Empty, Shown } from '../widgets/states.js';
import { useWords } from '../words/use-words.js';
import { changeWords } from './change-words.js';
import type { WirePlan } from './plan-progress.js';

/** What another plan changes for one's own parcels: figures side by side, and in words. */
export function ComparePlans({ plan }: { readonly plan: WirePlan }): JSX.Element {
  const { t, formats } = useWords();
  const { query, route, path } = useLocation();
  const chosen = query['with'] ?? '';
  const plans = useAnswer(
    async (client) => (await client.listPlans({ query: { state: 'succeeded', limit: 100 } })).body.data,
    [],
  );
  return (
    <Shown answered={plans}>
      {(known) => {
        const others = known.filter(({ id }) => id !== plan.id);
        const other = others.find(({ id }) => id === chosen);
        if (others.length === 0) {
          return (
            <Empty icon="plan" title={t('plans.compare.none')}>
              <p>{t('plans.compare.noneMore')}</p>
            </Empty>
          );
        }
        return (
          <div class="stack">
            <Field label={t('plans.compare.with')}>
              {(tied) => (
                <select
                  {...tied}
                  class="plans-select"
                  value={chosen}
                  onChange={({ currentTarget }) => route(`${path}?with=${currentTarget.value}`)}
                >
                  <option value="">{t('plans.compare.choose')}</option>
                  {others.map(({ id, created_at: createdAt }) => (
                    <option key={id} value={id}>
                      {formats.exactInstant(createdAt)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            {other === undefined ? null : <Difference before={plan} after={other} />}
          </div>
        );
      }}
    </Shown>
  );
}

function Difference({ before, after }: { readonly before: WirePlan; readonly after: WirePlan }): JSX.Element {
  const wording = useWords();
  const { t, formats } = wording;
  const difference = useAnswer(
    async (client) => (await client.comparePlans({ params: { id: before.id }, query: { with: after.id } })).body,
    [before.id, after.id],
  );
  return (
    <>
      <SideBySide before={before} after={after} />
      <Shown answered={difference}>
        {(told) => (
          <section class="card">
            <h2>{t('plans.compare.changes')}</h2>
            <Figures>
              <Figure label={t('plans.compare.moved')} value={formats.number(told.moved)} />
              <Figure label={t('plans.compare.onTime')} value={formats.number(told.become_on_time)} />
              <Figure label={t('plans.compare.late')} value={formats.number(told.become_late)} />
              <Figure label={t('plans.compare.left')} value={formats.number(told.become_unplanned)} />
              <Figure label={t('plans.compare.added')} value={formats.number(told.added)} />
              <Figure label={t('plans.compare.removed')} value={formats.number(told.removed)} />
            </Figures>
            {told.changes.length === 0 ? (
              <p>{t('plans.compare.same')}</p>
            ) : (
              <ul class="plans-words">
                {told.changes.map((change, index) => (
                  <li key={index}>{changeWords(change, wording)}</li>
                ))}
              </ul>
            )}
          </section>
        )}
      </Shown>
    </>
  );
}

interface Row {
  readonly words: string;
  readonly before: string;
  readonly after: string;
  readonly change: string;
  readonly tone: '' | 'good' | 'bad';
}

function SideBySide({ before, after }: { readonly before: WirePlan; readonly after: WirePlan }): JSX.Element {
  const { t, formats } = useWords();
  type Own = NonNullable<WirePlan['own']>;
  const row = (
    words: string,
    amountOf: (own: Own) => number,
    {
      tell = formats.number,
      better = 0,
    }: { readonly tell?: (amount: number) => string; readonly better?: number } = {},
  ): Row => {
    const [one, other] = [before.own, after.own].map((own) => (own === null ? undefined : amountOf(own)));
    const change = one === undefined || other === undefined ? undefined : other - one;
    const sign = Math.sign(change ?? 0) * better;
    return {
      words,
      before: one === undefined ? '' : tell(one),
      after: other === undefined ? '' : tell(other),
      change: change === undefined ? '' : change === 0 ? '–' : `${change > 0 ? '+' : '−'}${tell(Math.abs(change))}`,
      tone: sign > 0 ? 'good' : sign < 0 ? 'bad' : '',
    };
  };
  const money = { tell: formats.roundMoney, better: -1 };
  const rows = [
    row(t('plans.parcels'), (own) => own.parcels),
    row(t('plans.onTime'), (own) => own.on_time, { better: 1 }),
    row(t('plans.lateOnly'), (own) => own.late, { better: -1 }),
    row(t('plans.leftOnly'), (own) => own.unplanned, { better: -1 }),
    row(t('plans.interlinedOnly'), (own) => own.interlined),
    row(t('plans.together'), (own) => own.cost_minor, money),
    row(t('plans.paid'), (own) => own.charges_paid_minor, { tell: formats.roundMoney }),
    row(t('plans.received'), (own) => own.charges_received_minor, { tell: formats.roundMoney }),
  ];
  const columns: readonly Column<Row>[] = [
    { key: 'words', header: t('plans.compare.figure'), isHeader: true, cell: ({ words }) => words },
    { key: 'before', header: formats.instant(before.created_at), isNumber: true, cell: (one) => one.before },
    { key: 'after', header: formats.instant(after.created_at), isNumber: true, cell: (one) => one.after },
    {
      key: 'change',
      header: t('plans.compare.change'),
      isNumber: true,
      cell: ({ change, tone }) => <span class={tone}>{change}</span>,
    },
  ];
  return (
    <section class="card">
      <DataTable caption={t('plans.compare.side')} columns={columns} rows={rows} keyOf={({ words }) => words} />
    </section>
  );
}
