import { useEffect, useState } from 'preact/hooks';
import { useAnswer, type Answered } from '../client/use-answer.js';
import { useNotices } from '../client/use-notices.js';
import { afterNotices, hasEnded, NO_ROUNDS, withRounds, type Rounds, type WirePlan } from './plan-progress.js';

/** A plan as it is now: what the server answered, and what notices told since. */
export function usePlan(id: string): Answered<WirePlan> {
  const asked = useAnswer(async (client) => (await client.getPlan({ params: { id } })).body, [id]);
  const [live, setLive] = useState<WirePlan>();
  useEffect(() => setLive(asked.value), [asked.value]);
  useNotices(['plan.changed'], (notices) => {
    const own = notices.filter(({ subject }) => subject === id);
    if (own.length === 0) return;
    const { state } = own[own.length - 1].data as { readonly state?: WirePlan['state'] };
    // What ended is asked for; a search that goes on tells all there is.
    if (state !== 'running' || live?.started_at === null) asked.again();
    else setLive((known) => known && afterNotices(known, own));
  });
  return { ...asked, value: live ?? asked.value };
}

/** Rounds of a plan from its beginning, also where the page was opened later. */
export function useRounds(plan: WirePlan): Rounds {
  const [known, setKnown] = useState<Rounds>(NO_ROUNDS);
  const after = known.round.at(-1) ?? 0;
  const last = hasEnded(plan) ? plan.state : plan.progress?.round;
  const { value } = useAnswer(
    async (client) => (await client.listPlanRounds({ params: { id: plan.id }, query: { after } })).body,
    [plan.id, plan.attempt, last],
  );
  useEffect(() => {
    if (value !== undefined) setKnown((before) => withRounds(before, value));
  }, [value]);
  return known;
}
