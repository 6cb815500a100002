/** A name of docs/model.md section 5, taken apart. */
export interface ResourceName {
  readonly kind: string; // `block-kg`
  readonly owner: string | undefined; // code of the party; of a window nobody
  readonly what: string; // trip, facility or interchange
  readonly date: string; // or the hour since the horizon's start
  readonly position: string; // of the call or window
}

/** `block-kg:post:RAIL-1@2026-11-23#0` as its kind, `post`, `RAIL-1`, date and position. */
export function partsOfResource(resource: string): ResourceName {
  const colon = resource.indexOf(':');
  const sign = resource.lastIndexOf('@');
  const kind = resource.slice(0, colon);
  const [date, position] = resource.slice(sign + 1).split('#') as [string, string | undefined];
  const name = resource.slice(colon + 1, sign);
  const second = kind === 'window' ? -1 : name.indexOf(':');
  return {
    kind,
    owner: second < 0 ? undefined : name.slice(0, second),
    what: name.slice(second + 1),
    date,
    position: position ?? '0',
  };
}
