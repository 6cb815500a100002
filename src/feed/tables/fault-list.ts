import { InputError, type Fault } from '../../base/input-error.js';

export const KEPT_PER_CODE_AND_FILE = 100;
const VALUE_CHARACTERS = 80;

/** A fault as it is reported; an error unless it says `warning`. */
export type NewFault = Omit<Fault, 'severity' | 'line' | 'column' | 'value' | 'suggestion'> & {
  readonly severity?: 'error' | 'warning';
  readonly line?: number | undefined;
  readonly column?: string | undefined;
  readonly value?: string | undefined;
  readonly suggestion?: string | undefined;
};

/**
 * Collects everything that is wrong with some input. Of each code and file the first 100 are kept and the rest
 * counted, so that a table that is wrong throughout cannot fill the memory.
 */
export class FaultList {
  private readonly kept: Fault[] = [];
  private readonly counts = new Map<string, { count: number; severity: Fault['severity'] }>();

  /** Adds a fault, `times` over when the same was found more often than anyone wants to read. */
  add(fault: NewFault, times = 1): void {
    const severity = fault.severity ?? 'error';
    const key = `${severity}\n${fault.code}\n${fault.file}`;
    const counted = this.counts.get(key);
    const before = counted?.count ?? 0;
    if (counted) counted.count += times;
    else this.counts.set(key, { count: times, severity });
    if (before < KEPT_PER_CODE_AND_FILE) this.kept.push(complete(fault, severity));
  }

  /** How many faults of a code were added for a file, kept or not. */
  countOf(code: string, file: string): number {
    return ['error', 'warning'].reduce(
      (sum, severity) => sum + (this.counts.get(`${severity}\n${code}\n${file}`)?.count ?? 0),
      0,
    );
  }

  get hasErrors(): boolean {
    return this.kept.some((fault) => fault.severity === 'error');
  }

  /** All that were kept, and for each code and file that had more a last one that counts the rest. */
  list(): Fault[] {
    const rest: Fault[] = [];
    const kept = new Map<string, number>();
    for (const { severity, code, file } of this.kept) {
      const key = `${severity}\n${code}\n${file}`;
      kept.set(key, (kept.get(key) ?? 0) + 1);
    }
    for (const [key, { count, severity }] of this.counts) {
      const more = count - (kept.get(key) ?? 0);
      if (more === 0) continue;
      const [, code, file] = key.split('\n') as [string, string, string];
      rest.push({ code, severity, file, message: `${more} more of these were found` });
    }
    return [...this.kept, ...rest];
  }

  /** The warnings; throws one InputError with everything, warnings too, when there is any error. */
  warningsOrThrow(): Fault[] {
    const faults = this.list();
    if (this.hasErrors) throw new InputError(faults);
    return faults;
  }
}

function complete(fault: NewFault, severity: Fault['severity']): Fault {
  const { code, file, message, allowed, line, column, value, suggestion } = fault;
  return {
    code,
    severity,
    file,
    message,
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
    ...(value === undefined ? {} : { value: shortened(value) }),
    ...(allowed === undefined ? {} : { allowed }),
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

function shortened(value: string): string {
  return value.length <= VALUE_CHARACTERS ? value : `${value.slice(0, VALUE_CHARACTERS - 1)}…`;
}
