import { RefusedError } from '../../wire/http/call-route.js';
import type { ProblemCode, WireFault } from '../../wire/http/problem.js';
import type { Wording } from '../words/use-words.js';

const KNOWN = [
  'bad_request', 'not_signed_in', 'forbidden', 'not_found', 'method_not_allowed', 'conflict', 'changed_meanwhile', 'too_large',
  'wrong_content_type', 'invalid', 'too_many_requests', 'failed', 'timed_out', 'not_ready',
] as const satisfies readonly ProblemCode[]; // prettier-ignore

/** What went wrong, in words: what it is, and what to do. */
export function faultWords(error: unknown, t: Wording['t']): { readonly title: string; readonly more: string } {
  if (error instanceof RefusedError) {
    const code = KNOWN.find((known) => known === error.problem?.code);
    if (code !== undefined) {
      const [more, detail] = [t(`fault.${code}More`), detailOf(error)];
      return { title: t(`fault.${code}`), more: detail === undefined ? more : t('fault.told', { more, detail }) };
    }
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

/** The language in which the server says what is wrong. */
const TOLD_IN = 'en';

/** What is wrong with a field, in the language of whoever reads where the code of the fault is known. */
export function fieldFaultWords(fault: WireFault | undefined, { t, tCode, locale }: Wording): string | undefined {
  if (fault === undefined) return undefined;
  const { code, message, allowed, suggestion } = fault;
  const known = tCode('fault.field', code);
  if (known === code || locale === TOLD_IN) return message; // which says more
  const words = [
    known,
    allowed === undefined ? '' : t('fault.field.allowed', { allowed }),
    suggestion === undefined ? '' : t('fault.field.suggestion', { suggestion }),
  ];
  return words.filter((part) => part !== '').join(' ');
}

/** Everything that a refusal says of it: its detail, or all its faults. */
function detailOf({ problem }: RefusedError): string | undefined {
  const faults = (problem?.errors ?? []).map(({ message, pointer, parameter }) => {
    const place = pointer?.replace(/^#\//, '') ?? parameter ?? '';
    return place === '' ? message : `${place}: ${message}`;
  });
  return problem?.detail ?? (faults.length === 0 ? undefined : faults.join('; '));
}
