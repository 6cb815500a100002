/** Address of a facility's day, of a handover in it, or of its bags. */
export function dockPath(place: string, ...parts: readonly string[]): string {
  return ['/dock', place, ...parts].map((part, index) => (index === 0 ? part : encodeURIComponent(part))).join('/');
}
