import type { Words } from './en/all.js';

/** Languages of the console: each has a folder of words here. Another is a folder more and a line here. */
export const LOCALES = {
  en: { name: 'English', tag: 'en-IN', load: async (): Promise<Words> => (await import('./en/all.js')).EN },
  hi: { name: 'हिन्दी', tag: 'hi-IN', load: async (): Promise<Words> => (await import('./hi/all.js')).HI },
} as const;

export type Locale = keyof typeof LOCALES;

/** The locale that somebody asked for, or the first of a browser's languages that there is; English otherwise. */
export function localeOf(chosen: string | undefined, languages: readonly string[]): Locale {
  const asked = [chosen ?? '', ...languages].map((tag) => tag.split('-', 1)[0]?.toLowerCase());
  return asked.find((tag): tag is Locale => tag !== undefined && tag in LOCALES) ?? 'en';
}
