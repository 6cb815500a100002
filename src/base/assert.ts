/** Throws when one of our own assumptions does not hold. Never caught except at the top of a program. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Interline is wrong here: ${message}`);
}
