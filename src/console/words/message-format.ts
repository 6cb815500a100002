import { IntlMessageFormat } from 'intl-messageformat';

/** What a message may name: `{count, plural, one {# parcel} other {# parcels}}`. */
export type Values = Readonly<Record<string, string | number>>;

/** Formats ICU messages of one language; each message is parsed once. */
export class MessageFormats {
  private readonly parsed = new Map<string, IntlMessageFormat>();

  /** @param tag of the language with its numbers, such as `hi-IN` */
  constructor(private readonly tag: string) {}

  /** A message with its values in place. Throws when one is missing. */
  format(message: string, values?: Values): string {
    if (values === undefined && !/[{'<#]/.test(message)) return message;
    let parsed = this.parsed.get(message);
    if (parsed === undefined) {
      parsed = new IntlMessageFormat(message, this.tag, undefined, { ignoreTag: true });
      this.parsed.set(message, parsed);
    }
    return String(parsed.format(values));
  }
}
