/** What a scanner that speaks as a keyboard has typed so far. */
export interface Typed {
  readonly text: string;
  readonly lastMs: number;
}

export const NOTHING_TYPED: Typed = { text: '', lastMs: 0 };

/** Scanners type a code within this; what somebody typed by mistake before it is forgotten. */
const PAUSE_MS = 1000;

/** The key as far as it counts. */
export interface Key {
  readonly key: string;
  readonly isModified: boolean; // with Ctrl, Alt or Meta
  readonly isTyping: boolean; // into a field, which is the field's own matter
}

/**
 * What a key does to what was typed: it is added, or ends a code (Enter or Tab, as scanners are set), or is none of the scanner's.
 * `isTaken` keys go no further: no shortcut hears them, and no button that has the focus is pressed.
 */
export function typeKey(
  typed: Typed,
  { key, isModified, isTyping }: Key,
  nowMs: number,
): { readonly typed: Typed; readonly code: string | undefined; readonly isTaken: boolean } {
  if (isTyping || isModified) return { typed, code: undefined, isTaken: false };
  const before = nowMs - typed.lastMs > PAUSE_MS ? '' : typed.text;
  if (key === 'Enter' || key === 'Tab') {
    const isCode = before.length >= CODE_LENGTH_MIN;
    return { typed: NOTHING_TYPED, code: isCode ? before : undefined, isTaken: isCode };
  }
  // A space alone presses what has the focus; within a code it is part of it.
  if (Array.from(key).length !== 1 || (key === ' ' && before === '')) return { typed, code: undefined, isTaken: false };
  return { typed: { text: (before + key).slice(0, CODE_LENGTH_MAX), lastMs: nowMs }, code: undefined, isTaken: true };
}

const CODE_LENGTH_MIN = 3;
const CODE_LENGTH_MAX = 400;
