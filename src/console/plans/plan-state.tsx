import type { JSX } from 'preact';
import { Badge, type Tone } from '../widgets/badge.js';
import { useWords } from '../words/use-words.js';
import type { WirePlan } from './plan-progress.js';

const TONES: Readonly<Record<WirePlan['state'], Tone>> = {
  queued: 'info',
  running: 'info',
  succeeded: 'good',
  failed: 'bad',
  cancelled: 'plain',
};

/** State of a plan in a word. */
export function PlanState({ state }: { readonly state: WirePlan['state'] }): JSX.Element {
  const { tCode } = useWords();
  return <Badge tone={TONES[state]}>{tCode('plans.state', state)}</Badge>;
}
