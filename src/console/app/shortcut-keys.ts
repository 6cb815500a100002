/** Keys that do something: one (`j`), or several one after the other (`g n`). */
export interface Shortcut {
  readonly keys: string;
  readonly words: string;
  readonly run: () => void;
}

/** What a key does after those typed before: runs a shortcut, begins or goes on with a sequence, or nothing. */
export function stepKeys(
  shortcuts: readonly Shortcut[],
  typed: string,
  key: string,
): { readonly typed: string; readonly run: Shortcut | undefined } {
  for (const sequence of typed === '' ? [key] : [`${typed} ${key}`, key]) {
    const run = shortcuts.find(({ keys }) => keys === sequence);
    if (run !== undefined) return { typed: '', run };
    if (shortcuts.some(({ keys }) => keys.startsWith(`${sequence} `))) return { typed: sequence, run: undefined };
  }
  return { typed: '', run: undefined };
}

/** A key as shortcuts name it; empty for those with a modifier that browsers and systems use. */
export function keyOf({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): string {
  return ctrlKey || metaKey || altKey ? '' : key;
}

/** Whether a key is meant for what has the focus: letters in a field, Enter and Space on a button. */
export function isTyping({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('input:not([type=checkbox],[type=radio]), textarea, select') !== null)
    return true;
  return (key === 'Enter' || key === ' ') && target.closest('button, a, summary, [role=button]') !== null;
}
