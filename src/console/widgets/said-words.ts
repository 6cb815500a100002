import type { Said } from '../../domain/said.js';
import type { Wording } from '../words/use-words.js';

/** Names of parties and places by their codes. */
export interface SaidNames {
  readonly party: (code: string) => string;
  readonly place?: ((code: string) => string) | undefined;
}

const MINUTE_MS = 60_000;

/** A sentence that the server tells as data, in the language of whoever reads; `words` where it told none. */
export function saidWords(
  told: { readonly said?: Said | null | undefined; readonly words: string },
  wording: Wording,
  { now, names }: { readonly now: Date; readonly names: SaidNames },
): string {
  const { said, words } = told;
  if (said === null || said === undefined) return words;
  const shown = Object.entries(said.values).map(([name, value]) => [name, shownValue(name, value)] as const);
  return wording.t(`said.${said.code}`, Object.fromEntries(shown));

  function shownValue(name: string, value: string | number): string | number {
    const { t, tCode, formats } = wording;
    if (name === 'minutes') return formats.duration(Number(value));
    if (typeof value === 'number') return formats.number(value);
    if (name.endsWith('_at')) return formats.instant(value);
    if (name.endsWith('_ago')) return formats.ago(value, now);
    if (name.endsWith('_for')) return formats.duration((now.getTime() - Date.parse(value)) / MINUTE_MS);
    switch (name) {
      case 'party':
      case 'custodian':
        return names.party(value);
      case 'place':
        return names.place?.(value) ?? value;
      case 'product':
        return tCode('prose.code', value);
      case 'goods':
        return value
          .split(', ')
          .map((kind) => tCode('prose.code', kind))
          .join(', ');
      case 'what': {
        const step = said?.values['step'];
        if (step === 'departed') return t('saidWhat.trip', { name: value });
        return step === 'tendered' ? t('saidWhat.tender', { name: value }) : t('saidWhat.round');
      }
      default:
        return value;
    }
  }
}
