const LENGTH_MIN = 12;

/** Why a new password cannot be taken; the server has the last word. */
export function passwordFault(wanted: string, again: string): 'short' | 'differs' | undefined {
  if (wanted.length < LENGTH_MIN) return 'short';
  return wanted === again ? undefined : 'differs';
}
