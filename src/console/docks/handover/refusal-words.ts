import type { Wording } from '../../words/use-words.js';
import type { KeptAct } from '../device/dock-store.js';

/** Why the server does not take an act, in the language of whoever reads; as the server said it where its codes are not known here. */
export function refusalWords({ refusal, refusalCodes: codes = [] }: KeptAct, { tCode }: Wording): string {
  const words = codes.map((code) => ({ code, text: tCode('docks.pack', code) }));
  const isKnown = words.length > 0 && words.every(({ code, text }) => text !== code);
  return isKnown ? words.map(({ text }) => text).join(' ') : (refusal ?? '');
}
