import type { JSX } from 'preact';
import { useSession } from '../app/session.js';
import { Badge } from '../widgets/badge.js';
import { Empty, Failed } from '../widgets/states.js';
import { useWords } from '../words/use-words.js';
import { DownloadButton } from './download-button.js';
import { OutcomeFigures } from './outcome-figures.js';
import { OutcomeTable } from './outcome-table.js';
import { SliderPanel } from './slider-panel.js';
import { AS_IT_IS, scenarioFile } from './sliders.js';
import type { WirePreview } from './use-outcomes.js';
import { useScenarios, type Scenarios } from './use-scenarios.js';
import { WorldLine } from './world-line.js';

/** Sliders of the clauses that matter, what they bring beside today's agreement, and scenarios side by side. */
export function ScenariosView(): JSX.Element {
  const { t } = useWords();
  const { may } = useSession();
  if (may('plans:write')) return <AskedScenarios />;
  return (
    <Empty icon="key" title={t('explore.mayNotAsk')}>
      <p>{t('explore.mayNotAskMore')}</p>
    </Empty>
  );
}

function AskedScenarios(): JSX.Element {
  const scenarios = useScenarios();
  const { current, base, pinned, first, exact } = scenarios;
  const { world } = first;
  return (
    <div class="explore-split">
      <SliderPanel
        values={current.values}
        onMove={scenarios.move}
        onRest={scenarios.rest}
        onReset={() => scenarios.rest(AS_IT_IS)}
      />
      <div class="stack explore-outcome">
        {first.error === undefined ? null : <Failed error={first.error} again={first.again} />}
        <Status scenarios={scenarios} />
        {base === undefined || world === undefined ? (
          first.error === undefined ? (
            <section class="card explore-planning" aria-hidden="true" />
          ) : null
        ) : (
          <>
            <OutcomeFigures
              base={base}
              outcome={current.outcome}
              own={world.own}
              parties={world.parties}
              isStale={current.outcome === undefined}
            />
            <Actions scenarios={scenarios} />
            <OutcomeTable
              base={exact.result?.base ?? world.base}
              rows={pinned}
              own={world.own}
              onRemove={scenarios.remove}
            />
            <SampleWords world={world} gap={current.outcome?.gap ?? null} />
            <WorldLine world={world.world} figures={world.figures} />
          </>
        )}
      </div>
    </div>
  );
}

/** Whether what is shown is a first answer, a close one, or still being planned. */
function Status({ scenarios }: { readonly scenarios: Scenarios }): JSX.Element {
  const { t } = useWords();
  const { first, exact, isExact } = scenarios;
  const { doing } = exact.exploration?.progress ?? { doing: '' };
  return (
    <p class="explore-status row" role="status">
      {first.isAsking ? (
        <Badge tone="info">{t(first.world === undefined ? 'explore.planningBase' : 'explore.answering')}</Badge>
      ) : (
        first.error === undefined && (
          <Badge tone={isExact ? 'good' : 'plain'}>{t(isExact ? 'explore.exactAnswer' : 'explore.firstAnswer')}</Badge>
        )
      )}
      {exact.state === 'running' ? <span class="fine">{t('explore.refining', { doing })}</span> : null}
      {exact.state === 'failed' ? <span class="fine">{t('explore.refineFailed')}</span> : null}
    </p>
  );
}

function Actions({ scenarios }: { readonly scenarios: Scenarios }): JSX.Element {
  const { t } = useWords();
  const { current, exact, mayPin, mayRefine, pin, refine } = scenarios;
  return (
    <div class="row">
      <button type="button" class="button" disabled={!mayPin} onClick={pin}>
        {t('explore.pin')}
      </button>
      <button type="button" class="button" disabled={!mayRefine} onClick={refine}>
        {t('explore.refine')}
      </button>
      <DownloadButton
        name="scenario.yaml"
        words={t('explore.scenarioFile')}
        textOf={() => scenarioFile(current.sent)}
      />
      {exact.result === undefined ? null : (
        <DownloadButton
          name="scenarios.json"
          words={t('explore.json')}
          textOf={() => `${JSON.stringify(exact.result, null, 2)}\n`}
        />
      )}
    </div>
  );
}

/** What an answer was worked out from, and how close to the best it is. */
function SampleWords({ world, gap }: { readonly world: WirePreview; readonly gap: number | null }): JSX.Element {
  const { t, formats } = useWords();
  const { planned, of, counts, error_share: error } = world.sample;
  const words =
    planned === of
      ? t('explore.sampleAll', { of: formats.number(of) })
      : t('explore.sample', {
          planned: formats.number(planned),
          of: formats.number(of),
          counts,
          error: formats.percent(error, 2),
        });
  return (
    <p class="fine">
      {words} {gap === null ? '' : t('explore.gap', { gap: formats.percent(gap, 2) })}
    </p>
  );
}
