/** A name without the word that the page says once for all of them. */
export function plainName(name: string): string {
  return name.replace(/ \((offices real, rest )?synthetic\)$/, '');
}
