import type { Words } from './en/all.js';
import { makeFormats, type FormatSettings } from './formats.js';
import type { Locale } from './locales.js';
import { MessageFormats } from './message-format.js';
import type { Wording } from './use-words.js';

/** Words of a language as pages use them. */
export function makeWording(locale: Locale, words: Words, settings: FormatSettings): Wording {
  const messages = new MessageFormats(settings.tag);
  const byCode: Readonly<Record<string, string | undefined>> = words;
  return {
    locale,
    t: (key, values) => messages.format(words[key], values),
    tCode: (prefix, code) => {
      const message = byCode[`${prefix}.${code}`];
      return message === undefined ? code : messages.format(message);
    },
    formats: makeFormats(settings),
  };
}
