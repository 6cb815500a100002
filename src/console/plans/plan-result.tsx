import type { JSX } from 'preact';
import { Figure, Figures } from '../widgets/figure.js';
import { useWords } from '../words/use-words.js';
import type { WirePlan } from './plan-progress.js';
import { RoundsChart } from './rounds-chart.js';
import { useRounds } from './use-plan.js';

/** What came out of a plan: one's own parcels and money, together with the partner and alone, and how it was found. */
export function PlanResult({ plan }: { readonly plan: WirePlan }): JSX.Element {
  const { t, formats } = useWords();
  const rounds = useRounds(plan);
  const { own, result } = plan;
  return (
    <div class="stack">
      {own === null ? null : <OwnFigures own={own} id={plan.id} />}
      {result === null ? null : (
        <section class="card">
          <h2>{t('plans.whole')}</h2>
          <Figures>
            <Figure label={t('plans.allParcels')} value={formats.number(result.parcels)} />
            <Figure
              label={t('plans.onTime')}
              value={formats.percent(result.parcels === 0 ? 0 : result.on_time / result.parcels)}
              beside={t('plans.lateAndLeft', { late: result.late, left: result.unplanned })}
            />
            <Figure
              label={t('plans.gap')}
              value={result.gap === null ? t('plans.notYet') : formats.percent(result.gap, 2)}
              beside={t('plans.gapMore')}
            />
            <Figure
              label={t('plans.foundIn')}
              value={t('plans.secondsShort', { seconds: formats.decimal(result.seconds, 1) })}
              beside={result.planned_anew === null ? undefined : t('plans.anew', { count: result.planned_anew })}
            />
          </Figures>
          {result.left_out > 0 ? <p class="note">{t('plans.leftOut', { count: result.left_out })}</p> : null}
        </section>
      )}
      {rounds.round.length > 1 ? (
        <section class="card">
          <h2>{t('plans.chart')}</h2>
          <RoundsChart rounds={rounds} isAnew={plan.based_on !== null} />
        </section>
      ) : null}
      {plan.own === null || plan.own.parcels === 0 ? null : (
        <p>
          <a href={`/v1/plans/${plan.id}/export`} download>
            {t('plans.export')}
          </a>{' '}
          <span class="fine">{t('plans.exportMore')}</span>
        </p>
      )}
    </div>
  );
}

function OwnFigures({ own, id }: { readonly own: NonNullable<WirePlan['own']>; readonly id: string }): JSX.Element {
  const { t, formats } = useWords();
  const saving = own.cost_alone_minor === null ? undefined : own.cost_alone_minor - own.cost_minor;
  const lateCount = own.late + own.unplanned;
  return (
    <section class="card">
      <h2>{t('plans.own')}</h2>
      <Figures>
        <Figure
          label={t('plans.parcels')}
          value={formats.number(own.parcels)}
          beside={t('plans.interlined', { count: own.interlined })}
        />
        <Figure
          label={t('plans.onTime')}
          value={formats.percent(own.parcels === 0 ? 0 : own.on_time / own.parcels)}
          beside={
            lateCount === 0 ? (
              t('plans.allInTime')
            ) : (
              <a href={`/plans/${id}/late`}>{t('plans.lateCount', { count: lateCount })}</a>
            )
          }
        />
        <Figure
          label={t('plans.together')}
          value={formats.roundMoney(own.cost_minor)}
          beside={
            own.cost_alone_minor === null
              ? t('plans.aloneUnknown')
              : t('plans.aloneIs', { money: formats.roundMoney(own.cost_alone_minor) })
          }
        />
        {saving === undefined || own.cost_alone_minor === null || own.cost_alone_minor === 0 ? null : (
          <Figure
            label={t('plans.saving')}
            value={formats.roundMoney(saving)}
            beside={formats.signedPercent(-saving / own.cost_alone_minor)}
            tone={saving >= 0 ? 'good' : 'bad'}
          />
        )}
        <Figure label={t('plans.paid')} value={formats.roundMoney(own.charges_paid_minor)} />
        <Figure label={t('plans.received')} value={formats.roundMoney(own.charges_received_minor)} />
        <Figure
          label={t('plans.assigned')}
          value={own.assigned === null ? t('plans.nobody') : formats.number(own.assigned)}
          beside={own.assigned_at === null ? t('plans.assignMore') : formats.instant(own.assigned_at)}
        />
      </Figures>
    </section>
  );
}
