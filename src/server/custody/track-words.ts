import { CUSTODY_EN, type CustodyWordKey, type CustodyWords } from '../../wire/words/custody-en.js';
import { CUSTODY_HI } from '../../wire/words/custody-hi.js';

/** Languages of what anybody may see of a parcel. Another is a file of words more and a line here. */
const LANGUAGES = {
  en: { name: 'English', tag: 'en-IN', words: CUSTODY_EN },
  hi: { name: 'हिन्दी', tag: 'hi-IN', words: CUSTODY_HI },
} as const satisfies Record<string, { name: string; tag: string; words: CustodyWords }>;

export type TrackLanguage = keyof typeof LANGUAGES;
export const TRACK_LANGUAGES = Object.keys(LANGUAGES) as TrackLanguage[];

/** What a language is called in itself, and how it writes dates. */
export function aboutLanguage(language: TrackLanguage): { readonly name: string; readonly tag: string } {
  return LANGUAGES[language];
}

/** The words of a key, with names put in their places. */
export function trackWords(
  language: TrackLanguage,
  key: CustodyWordKey,
  values: Readonly<Record<string, string>> = {},
): string {
  return LANGUAGES[language].words[key].replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** Whether a key of words there is. */
export function isTrackKey(key: string): key is CustodyWordKey {
  return key in CUSTODY_EN;
}

/** The language that was chosen, or the one that a browser asks for most (RFC 9110, 12.5.4) of those there are; English otherwise. */
export function languageOf(chosen: string | undefined, accepted: string | undefined): TrackLanguage {
  const known = (tag: string): TrackLanguage | undefined => {
    const primary = tag.trim().split('-', 1)[0]?.toLowerCase();
    return TRACK_LANGUAGES.find((language) => language === primary);
  };
  const wanted = (accepted ?? '').split(',', 20).map((part) => {
    const [tag = '', ...parameters] = part.split(';');
    const quality = parameters.map((one) => /^\s*q=([\d.]+)\s*$/.exec(one)?.[1]).find((found) => found !== undefined);
    return { language: known(tag), quality: quality === undefined ? 1 : Number(quality) };
  });
  const best = wanted.filter(({ quality }) => quality > 0).toSorted((a, b) => b.quality - a.quality);
  return known(chosen ?? '') ?? best.find(({ language }) => language !== undefined)?.language ?? 'en';
}
