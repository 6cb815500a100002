import type { JSX } from 'preact';
import { plainName } from '../widgets/plain-name.js';
import { useSession } from '../app/session.js';
import { Figure, Figures } from '../widgets/figure.js';
import { Icon } from '../widgets/icon.js';
import { Meter } from '../widgets/meter.js';
import { Empty } from '../widgets/states.js';
import { useWords } from '../words/use-words.js';
import { shareDone, stageOf, STAGES, type WirePlan } from './plan-progress.js';
import { RoundsChart } from './rounds-chart.js';
import { useRounds } from './use-plan.js';

/** A plan that is being made, or was not made: how far it came. */
export function PlanProgressView({ plan }: { readonly plan: WirePlan }): JSX.Element {
  const { t, formats } = useWords();
  const rounds = useRounds(plan);
  const { progress } = plan;
  const isMoving = plan.state === 'running' || plan.state === 'queued';
  return (
    <div class="stack">
      {plan.state === 'failed' ? (
        <div class="failed" role="alert">
          <Icon name="warning" size={28} />
          <div>
            <p class="empty-title">{t('plans.failed')}</p>
            <p>{plan.fault}</p>
          </div>
        </div>
      ) : null}
      {plan.state === 'cancelled' ? (
        <Empty icon="stop" title={t('plans.cancelled')}>
          <p>{t('plans.cancelledMore')}</p>
        </Empty>
      ) : null}
      {isMoving ? (
        <section class="card" aria-label={t('plans.progress')}>
          <Stages plan={plan} />
          <Meter share={shareDone(plan)} label={t('plans.timeUsed')} />
          <Figures>
            <Figure
              label={t('plans.gap')}
              value={
                progress?.gap === null || progress?.gap === undefined
                  ? t('plans.notYet')
                  : formats.percent(progress.gap, 2)
              }
              beside={t('plans.gapWantedIs', { gap: formats.percent(plan.gap, 2) })}
            />
            <Figure
              label={t('plans.bestSoFar')}
              value={
                progress?.best_index === null || progress?.best_index === undefined
                  ? t('plans.notYet')
                  : formats.signedPercent(progress.best_index - 1, 2)
              }
              beside={t('plans.againstFirst')}
            />
            <Figure
              label={t('plans.elapsed')}
              value={t('plans.secondsOf', {
                seconds: formats.number(Math.round(progress?.seconds ?? 0)),
                most: formats.number(plan.seconds),
              })}
              beside={t('plans.rounds', { count: progress?.round ?? 0 })}
            />
          </Figures>
        </section>
      ) : null}
      {rounds.round.length > 0 || isMoving ? (
        <section class="card">
          <h2>{t('plans.chart')}</h2>
          <RoundsChart rounds={rounds} isAnew={plan.based_on !== null} />
        </section>
      ) : null}
    </div>
  );
}

function Stages({ plan }: { readonly plan: WirePlan }): JSX.Element {
  const { t } = useWords();
  const { workspace } = useSession();
  const { stage, party } = stageOf(plan.progress?.stage ?? '');
  const now = plan.state === 'queued' ? -1 : STAGES.indexOf(stage);
  const name = workspace.carriers.find(({ code }) => code === party)?.name;
  return (
    <>
      <ol class="plans-stages">
        {STAGES.map((one, index) => (
          <li key={one} class={index < now ? 'plans-done' : ''} aria-current={index === now ? 'step' : undefined}>
            {t(`plans.stage.${one}`)}
          </li>
        ))}
      </ol>
      <p class="fine" aria-live="polite">
        {plan.state === 'queued'
          ? t('plans.queuedMore')
          : name === undefined
            ? t(`plans.stageMore.${stage}`)
            : t('plans.aloneOf', { party: plainName(name) })}
      </p>
    </>
  );
}
