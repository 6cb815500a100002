import type { AgreementStanding, AgreementVersion } from '../domain/agreement-act.js';

/** Days on which a version would be in force instead of one that all have signed. */
export interface Takeover {
  readonly version: AgreementVersion; // that would not be in force then any more
  readonly from: string; // YYYY-MM-DD
  readonly until: string;
}

/**
 * What a version would take over if all signed it on a day: of every other version the days from its own first day on, which do not come
 * back, not even where it ends before them. By first day. Empty where all have signed it, and where it would be over already.
 */
export function takeoversOf(standing: AgreementStanding, version: AgreementVersion, signedOn: string): Takeover[] {
  const from = version.from > signedOn ? version.from : signedOn;
  const own = standing.versions.find((one) => one.version.id === version.id);
  if (own?.signedMs !== undefined || from > version.until) return [];
  return standing.versions
    .flatMap(({ version: other, inForce }): Takeover[] => {
      if (inForce === undefined || inForce.until < from) return [];
      return [{ version: other, from: inForce.from > from ? inForce.from : from, until: inForce.until }];
    })
    .toSorted((a, b) => (a.from < b.from ? -1 : 1));
}
