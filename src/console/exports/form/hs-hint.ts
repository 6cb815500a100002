/** What is still to be said to somebody who found six digits by words and writes the eight of the Indian tariff. */
export type HsHint = 'tariffItem' | 'tariffHead' | undefined;

/** `found` is the subheading that was chosen; without one, or once eight digits begin with it, nothing is to be said. */
export function hsHint(written: string, found: string | undefined): HsHint {
  const digits = written.replaceAll(/[.\s-]/g, '');
  if (found === undefined || digits === '') return undefined;
  if (!digits.startsWith(found.slice(0, digits.length))) return 'tariffHead';
  return digits.length < 8 ? 'tariffItem' : undefined;
}
