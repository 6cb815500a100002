import { RefusedError } from '../../wire/call-route.js';
import type { WireFault } from '../../wire/problem.js';
import type { Wording } from '../words/use-words.js';

const KNOWN = ['not_found', 'forbidden', 'too_many_requests', 'changed_meanwhile'] as const;

/** What went wrong, in words: what it is, and what to do. */
export function faultWords(error: unknown, t: Wording['t']): { readonly title: string; readonly more: string } {
  if (error instanceof RefusedError) {
    const code = KNOWN.find((known) => known === error.problem?.code);
    if (code !== undefined) return { title: t(`fault.${code}`), more: detailOf(error) ?? t(`fault.${code}More`) };
    return { title: t('fault.other'), more: t('fault.otherMore', { message: error.message }) };
  }
  if (error instanceof TypeError) return { title: t('fault.offline'), more: t('fault.offlineMore') }; // of fetch
  const message = error instanceof Error ? error.message : String(error);
  return { title: t('fault.broken'), more: t('fault.brokenMore', { message }) };
}

/** The faults of a refused request by the field they are about: the JSON pointer without its `#/`. */
export function faultsByField(error: unknown): ReadonlyMap<string, WireFault> {
  const faults = error instanceof RefusedError ? (error.problem?.errors ?? []) : [];
  return new Map(
    faults.toReversed().map((fault) => [fault.pointer?.replace(/^#\//, '') ?? fault.parameter ?? '', fault]),
  );
}

function detailOf({ problem }: RefusedError): string | undefined {
  return problem?.detail;
}
