import type { Parsed } from '../../standards/parsed.js';

/** One thing that keeps a declaration from being filed, or that somebody should look at, at its field. */
export interface DeclarationFault {
  readonly code: FaultCode;
  readonly severity: 'error' | 'warning';
  /** JSON pointer into the declaration as it is sent, `#/goods/0/net_weight_g` (RFC 6901, as a fragment). */
  readonly pointer: string;
  readonly message: string;
  readonly value?: string;
  readonly allowed?: string;
  readonly suggestion?: string;
}

export type FaultCode =
  | 'missing_value'
  | 'not_allowed_here'
  | 'bad_format'
  | 'unknown_reference'
  | 'out_of_range'
  | 'does_not_add_up'
  | 'does_not_fit'
  | 'no_exchange_rate'
  | 'too_heavy'
  | 'too_large'
  | 'prohibited'
  | 'not_served'
  | 'inconsistent_claim'
  | 'many_identifiers';

type Detail = {
  readonly message: string;
  readonly allowed?: string | undefined;
  readonly suggestion?: string | undefined;
  readonly value?: unknown;
};

/** A path into a declaration by the names of its fields, `['goods', 0, 'netWeightG']`. */
export type FieldPath = readonly (string | number)[];

/** Collects faults in the order in which they are found. */
export class FaultSink {
  readonly faults: DeclarationFault[] = [];

  error(code: FaultCode, path: FieldPath, detail: Detail): void {
    this.add('error', code, path, detail);
  }

  warning(code: FaultCode, path: FieldPath, detail: Detail): void {
    this.add('warning', code, path, detail);
  }

  /** True where there is a value; otherwise that it is needed is a fault. */
  has<T>(value: T | undefined, path: FieldPath, why?: string): value is NonNullable<T> {
    if (value !== undefined && value !== null && String(value).trim() !== '') return true;
    this.error('missing_value', path, { message: why ?? 'is needed' });
    return false;
  }

  /** The value of a code that was read, after whatever is wrong with it is a fault. */
  read<T>(parsed: Parsed<T>, value: string, path: FieldPath): T | undefined {
    if (parsed.status === 'valid') return parsed.value;
    const { message, allowed, suggestion } = parsed.refusal;
    this.error('bad_format', path, { message, allowed, suggestion, value });
    return undefined;
  }

  private add(
    severity: DeclarationFault['severity'],
    code: FaultCode,
    path: FieldPath,
    { message, value, allowed, suggestion }: Detail,
  ): void {
    this.faults.push({
      code,
      severity,
      pointer: pointerOf(path),
      message,
      ...(value === undefined ? {} : { value: shown(value) }),
      ...(allowed === undefined ? {} : { allowed }),
      ...(suggestion === undefined ? {} : { suggestion }),
    });
  }
}

const VALUE_CHARACTERS = 80;

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= VALUE_CHARACTERS ? text : `${text.slice(0, VALUE_CHARACTERS - 1)}…`;
}

/** Fields are sent in snake case. */
function pointerOf(path: FieldPath): string {
  return ['#', ...path.map((key) => String(key).replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))].join('/');
}
