/** One thing that is wrong with outside input, precise enough to be mended without asking. */
export interface Fault {
  /** Documented in docs/faults.md, e.g. `unknown_reference`. */
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** Path as the user would type it, relative to the workspace where there is one. */
  readonly file: string;
  /** 1-based; absent where a whole file is at fault. */
  readonly line?: number;
  /** Name of the column or key, e.g. `capacity_kg` or `capacity[0].kg`. */
  readonly column?: string;
  /** What stood there, cut to a readable length. */
  readonly value?: string;
  /** What is wrong, as a sentence without the value. */
  readonly message: string;
  /** What would be accepted. */
  readonly allowed?: string;
  /** The likely correction. */
  readonly suggestion?: string;
}

/** Thrown once per reading, with everything that was found; the command line exits with 2. */
export class InputError extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(faults.map(describeFault).join('\n'));
    this.name = 'InputError';
    this.faults = faults;
  }
}

/** An `InputError` with a single fault. */
export function inputError(fault: Omit<Fault, 'severity'>): InputError {
  return new InputError([{ severity: 'error', ...fault }]);
}

/** `agreement.yaml:12 capacity[0].kg: must be positive, got "-4" (allowed: a number above 0). Maybe …` */
export function describeFault(fault: Fault): string {
  const place = fault.line === undefined ? fault.file : `${fault.file}:${fault.line}`;
  const column = fault.column === undefined ? '' : ` ${fault.column}:`;
  const value = fault.value === undefined ? '' : `, got "${fault.value}"`;
  const allowed = fault.allowed === undefined ? '' : ` (allowed: ${fault.allowed})`;
  const suggestion = fault.suggestion === undefined ? '' : `. ${fault.suggestion}`;
  return `${fault.severity} ${fault.code} ${place}${column} ${fault.message}${value}${allowed}${suggestion}`;
}
