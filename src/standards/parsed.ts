/** Why an identifier or a code from outside is refused, as a person can use it. */
export interface Refusal {
  /** What is wrong, as a sentence without the value. */
  readonly message: string;
  /** What would be accepted. */
  readonly allowed?: string;
  /** What was likely meant, or what to do, as a sentence. */
  readonly suggestion?: string;
  /** Codes that would be right and are one slip away, likeliest first. */
  readonly corrections?: readonly string[];
}

/** What reading an identifier from outside gives: a value, or the reason why there is none. */
export type Parsed<T> =
  | { readonly status: 'valid'; readonly value: T }
  | { readonly status: 'refused'; readonly refusal: Refusal };

export function valid<T>(value: T): Parsed<T> {
  return { status: 'valid', value };
}

export function refused(
  message: string,
  allowed?: string,
  suggestion?: string,
  corrections: readonly string[] = [],
): Parsed<never> {
  return {
    status: 'refused',
    refusal: {
      message,
      ...(allowed === undefined ? {} : { allowed }),
      ...(suggestion === undefined ? {} : { suggestion }),
      ...(corrections.length === 0 ? {} : { corrections }),
    },
  };
}
