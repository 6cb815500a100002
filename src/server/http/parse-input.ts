import type { z } from '@hono/zod-openapi';
import { didYouMean } from '../../base/did-you-mean.js';
import type { WireFault } from '../../wire/http/problem.js';

const VALUE_CHARACTERS = 80;
const FAULTS_MAX = 100;

/** Where a value stood: in the body, which is pointed into, or a parameter, which has a name. */
export type Part = 'body' | 'query' | 'params';

/** A value that fits its schema, or everything that is wrong with it. */
export type ParsedPart = { readonly value: unknown; readonly faults: readonly WireFault[] };

/** Checks one part of a request against its schema. */
export function parsePart(part: Part, schema: z.ZodType, sent: unknown): ParsedPart {
  const parsed = schema.safeParse(sent, { reportInput: true });
  if (parsed.success) return { value: parsed.data, faults: [] };
  const faults = parsed.error.issues.flatMap((issue) => faultsOf(issue, part));
  return { value: undefined, faults: cappedFaults(faults) };
}

/** The first hundred faults, and a last one whose value is how many there are: nobody reads more. */
export function cappedFaults(faults: readonly WireFault[]): WireFault[] {
  if (faults.length <= FAULTS_MAX || faults.at(-1)?.code === 'more_faults') return [...faults];
  const message = `these are the first ${FAULTS_MAX} of ${faults.length} faults`;
  const rest = { code: 'more_faults', message, value: String(faults.length) };
  return [...faults.slice(0, FAULTS_MAX), rest];
}

/** `#/recipient/name` of the keys to a value (RFC 6901, as a fragment). */
export function pointerTo(path: readonly PropertyKey[]): string {
  return ['#', ...path.map((key) => String(key).replaceAll('~', '~0').replaceAll('/', '~1'))].join('/');
}

function faultsOf(issue: z.core.$ZodIssue, part: Part): WireFault[] {
  const place = (path: readonly PropertyKey[]) =>
    part === 'body' ? { pointer: pointerTo(path) } : { parameter: String(path[0] ?? '') };
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      code: 'unknown_key',
      message: 'is not known here',
      ...place([...issue.path, key]),
    }));
  }
  const value = shown(issue.input);
  return [
    {
      ...meaningOf(issue),
      ...place(issue.path),
      ...(value === undefined ? {} : { value }),
    },
  ];
}

/** Code and words of what a schema found. */
function meaningOf(issue: z.core.$ZodIssue): Pick<WireFault, 'code' | 'message' | 'allowed' | 'suggestion'> {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? { code: 'missing_value', message: 'is needed', allowed: issue.expected }
        : { code: 'wrong_type', message: `must be ${issue.expected}`, allowed: issue.expected };
    case 'invalid_value': {
      if (issue.input === undefined)
        return { code: 'missing_value', message: 'is needed', allowed: issue.values.join(', ') };
      const names = issue.values.map(String);
      const suggestion = typeof issue.input === 'string' ? didYouMean(issue.input, names) : undefined;
      return {
        code: 'unknown_value',
        message: 'is not one of the values allowed here',
        allowed: names.join(', '),
        ...(suggestion === undefined ? {} : { suggestion }),
      };
    }
    case 'too_small':
      return { code: 'out_of_range', message: 'is too small or short', allowed: `at least ${issue.minimum}` };
    case 'too_big':
      return { code: 'out_of_range', message: 'is too large or long', allowed: `at most ${issue.maximum}` };
    default:
      return { code: 'bad_format', message: issue.message };
  }
}

/** A value as it is told again; objects and lists are not. */
function shown(input: unknown): string | undefined {
  if (typeof input !== 'string' && typeof input !== 'number' && typeof input !== 'boolean') return undefined;
  const text = String(input);
  return text.length <= VALUE_CHARACTERS ? text : `${text.slice(0, VALUE_CHARACTERS - 1)}…`;
}
