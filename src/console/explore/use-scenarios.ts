import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { ToldOutcome } from '../../wire/explorations/exploration-results.js';
import { useSession } from '../app/session.js';
import { useOwnRoute } from '../app/use-own-route.js';
import { addressOn, useBaseVersion } from './base-version.js';
import {
  isAsItIs,
  pinnedOf,
  pinnedText,
  PINNED_MAX,
  queryOf,
  scenarioOf,
  valuesOf,
  type SentScenario,
  type SliderValues,
} from './sliders.js';
import { useExploration, type Exploring } from './use-exploration.js';
import { useOutcomes, windowsOf, type Outcomes } from './use-outcomes.js';
import { useScenarioName } from './use-scenario-name.js';

/** A scenario as it stands on the page. */
export interface ShownScenario {
  readonly values: SliderValues;
  readonly name: string;
  readonly href: string;
  readonly sent: SentScenario;
  /** Worked out closely if it has been, else a first answer; undefined while there is none. */
  readonly outcome: ToldOutcome | undefined;
}

/** Everything of the page of scenarios, and what can be done there. The address holds where the sliders stand. */
export interface Scenarios {
  readonly current: ShownScenario;
  /** What the current one stands beside. */
  readonly base: ToldOutcome | undefined;
  readonly isExact: boolean; // the current one
  readonly pinned: readonly ShownScenario[];
  readonly first: Outcomes;
  readonly exact: Exploring<'scenarios'>;
  readonly mayPin: boolean;
  readonly mayRefine: boolean;
  readonly move: (values: SliderValues) => void; // a slider moves
  readonly rest: (values: SliderValues) => void; // it came to rest
  readonly pin: () => void;
  readonly remove: (at: number) => void;
  readonly refine: () => void;
}

/** A first answer that is looked at for so long is worked out closely. */
const REFINE_MS = 6000;
const REFINE_GAP = 0.001;

export function useScenarios(): Scenarios {
  const { query } = useLocation();
  const route = useOwnRoute();
  const { may } = useSession();
  const nameOf = useScenarioName();
  const [moving, setMoving] = useState<SliderValues>();
  const values = moving ?? valuesOf(query);
  const pins = pinnedOf(query['pinned']);
  const version = useBaseVersion();
  const first = useOutcomes([values, ...pins], nameOf, version);
  const run = query['run'];
  const show = (to: SliderValues, pinned: readonly SliderValues[], asked?: string): void => {
    setMoving(undefined);
    route(addressOf(to, pinned, { run: asked, version }), true);
  };
  const onStarted = (asked: string): void => show(values, pins, asked);
  const exact = useExploration({ kind: 'scenarios', id: run ?? null, onStarted });
  const windows = windowsOf(first.world);
  const exactOf = (one: SliderValues): ToldOutcome | undefined =>
    exact.result?.scenarios.find(({ about }) => about === queryOf(one));
  const shown = (one: SliderValues): ShownScenario => ({
    values: one,
    name: nameOf(one),
    href: addressOf(one, pins, { run, version }),
    sent: scenarioOf(one, nameOf(one), windows),
    outcome: exactOf(one) ?? (isAsItIs(one) ? first.world?.base : first.outcomeOf(one)),
  });
  const isExact = exactOf(values) !== undefined;
  const all = [...pins.filter((one) => queryOf(one) !== queryOf(values)), values].filter((one) => !isAsItIs(one));
  const mayRefine = all.length > 0 && exact.state !== 'running' && first.world !== undefined && may('plans:write');
  const refine = (): void =>
    // The query of its sliders ties what comes out to a scenario, whatever the language of its name.
    exact.start({
      kind: 'scenarios',
      ...(version === undefined ? {} : { agreement_version_id: version }),
      scenarios: all.map((one) => ({ ...shown(one).sent, about: queryOf(one) })),
      gap: REFINE_GAP,
      seconds: 60,
    });
  const isWaiting =
    !first.isAsking && mayRefine && exact.state !== 'failed' && all.some((one) => exactOf(one) === undefined);
  useLater(isWaiting, refine, [queryOf(values), query['pinned']]);
  return {
    current: shown(values),
    base: isExact ? exact.result?.base : first.world?.base,
    isExact,
    pinned: pins.map(shown),
    first,
    exact,
    mayPin: !isAsItIs(values) && pins.length < PINNED_MAX && !pins.some((one) => queryOf(one) === queryOf(values)),
    mayRefine,
    move: setMoving,
    rest: (to) => {
      if (exact.state === 'running') exact.cancel();
      show(to, pins);
    },
    pin: () => show(values, [...pins, values], run),
    remove: (at) =>
      show(
        values,
        pins.filter((_, index) => index !== at),
        run,
      ),
    refine,
  };
}

/** Does something once what is shown has been looked at for a while; it begins anew when that changes. */
function useLater(isWanted: boolean, run: () => void, shown: readonly unknown[]): void {
  useEffect(() => {
    if (!isWanted) return undefined;
    const timer = setTimeout(run, REFINE_MS);
    return () => clearTimeout(timer);
  }, [isWanted, ...shown]);
}

function addressOf(
  values: SliderValues,
  pinned: readonly SliderValues[],
  { run, version }: { readonly run: string | undefined; readonly version: string | undefined },
): string {
  const rest = new URLSearchParams({
    ...(pinned.length === 0 ? {} : { pinned: pinnedText(pinned) }),
    ...(run === undefined ? {} : { run }),
  }).toString();
  return addressOn('/explore', version, [queryOf(values), rest].filter((part) => part !== '').join('&'));
}
