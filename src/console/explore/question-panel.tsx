import type { ComponentChildren, JSX } from 'preact';
import { useLocation } from 'preact-iso';
import type { ExplorationKind, ToldResult } from '../../wire/explorations/exploration-results.js';
import { useSession } from '../app/session.js';
import { useOwnRoute } from '../app/use-own-route.js';
import { Meter } from '../widgets/meter.js';
import { Empty, Failed, Waiting } from '../widgets/states.js';
import { useWords } from '../words/use-words.js';
import { addressOn, useBaseVersion } from './base-version.js';
import { DownloadButton } from './download-button.js';
import { useExploration, type AskedExploration, type WireExploration } from './use-exploration.js';
import { WorldLine } from './world-line.js';

/** A question that is worked out by a job: what is asked, how far it is, and what came out. */
export function QuestionPanel<K extends ExplorationKind>(props: {
  readonly kind: K;
  readonly about: string;
  readonly asked: Extract<AskedExploration, { readonly kind: K }>;
  /** Fields of what is asked. */
  readonly fields?: ComponentChildren;
  readonly children: (
    result: Extract<ToldResult, { readonly kind: K }>,
    exploration: WireExploration,
  ) => ComponentChildren;
}): JSX.Element {
  const { kind, about, asked, fields, children } = props;
  const { t } = useWords();
  const { may } = useSession();
  const { path, query } = useLocation();
  const route = useOwnRoute();
  const version = useBaseVersion();
  const { state, exploration, result, error, start, cancel } = useExploration({
    kind,
    id: query['run'],
    version,
    onStarted: (id) => route(addressOn(path, version, `run=${id}`)),
  });
  return (
    <div class="stack">
      <section class="card explore-question">
        <p class="explore-about">{about}</p>
        <form
          class="row"
          onSubmit={(event) => {
            event.preventDefault();
            start(version === undefined ? asked : { ...asked, agreement_version_id: version });
          }}
        >
          {fields}
          <button type="submit" class="button button-main" disabled={state === 'running' || !may('plans:write')}>
            {t(result === undefined ? 'explore.workOut' : 'explore.workOutAgain')}
          </button>
          {state === 'running' ? (
            <button type="button" class="button" onClick={cancel}>
              {t('explore.stop')}
            </button>
          ) : null}
          {result === undefined ? null : (
            <DownloadButton
              name={`${kind}.json`}
              words={t('explore.json')}
              textOf={() => `${JSON.stringify(result, null, 2)}\n`}
            />
          )}
        </form>
        <div aria-live="polite">{state === 'running' ? <Progress exploration={exploration} /> : null}</div>
      </section>
      {error === undefined ? null : <Failed error={error} />}
      {state === 'failed' && exploration !== undefined ? (
        <p class="note" role="alert">
          {exploration.state === 'cancelled' ? t('explore.cancelled') : (exploration.fault ?? '')}
        </p>
      ) : null}
      {state === 'looking' ? <Waiting lines={8} /> : null}
      {state === 'none' ? <NoneYet /> : null}
      {result === undefined || exploration === undefined ? null : (
        <>
          <WorldLine world={exploration.world} figures={exploration.figures} />
          {children(result, exploration)}
        </>
      )}
    </div>
  );
}

/** Nothing was worked out yet: who can have it worked out. */
function NoneYet(): JSX.Element {
  const { t } = useWords();
  const { may } = useSession();
  return (
    <Empty icon="explore" title={t('explore.none')}>
      {may('plans:write') ? null : <p>{t('explore.mayNotAskWho')}</p>}
    </Empty>
  );
}

function Progress({ exploration }: { readonly exploration: WireExploration | undefined }): JSX.Element {
  const { t, formats } = useWords();
  const progress = exploration?.progress;
  if (progress === undefined || progress === null) return <p class="fine">{t('explore.waiting')}</p>;
  const { doing, done, all, gap, seconds } = progress;
  const share = all === 0 ? 0 : done / all;
  const words = t('explore.progress', { doing, done, all, seconds: formats.number(Math.round(seconds)) });
  return (
    <div class="explore-progress">
      <Meter share={share} label={words} />
      <p class="fine">
        {words} {gap === null ? '' : t('explore.gapSoFar', { gap: formats.percent(gap, 2) })}
      </p>
    </div>
  );
}
