import type { ClauseValues } from '../../domain/clause-values.js';
import type { Coverage } from '../../domain/coverage.js';
import type { Exploration, Outcome } from '../../domain/exploration.js';
import type { GainShares } from '../../domain/gain-shares.js';
import type { Growth } from '../../domain/growth.js';
import type { Siting, SitePoint } from '../../domain/siting.js';

/** The same document, in which any number may be withheld from who is told: then it is null. */
export type Withheld<T> = T extends number
  ? T | null
  : T extends string | boolean | null | undefined
    ? T
    : T extends readonly (infer E)[]
      ? readonly Withheld<E>[]
      : { readonly [K in keyof T]: Withheld<T[K]> };

/** Whose figures are told: of all parties, or what concerns the asking party alone. */
export type Figures = 'all' | 'own';

/** What is proved of the cost against the base: below it, above it, or neither. */
export type Proved = 'less' | 'more' | 'open';

export type ToldOutcome = Withheld<Outcome> & { readonly proved: Proved };

/** Documents as the command of the same name writes them, money in major units; what is withheld is null. */
export type ToldResult =
  | {
      readonly kind: 'scenarios';
      readonly own: number; // index of the asking party
      readonly base: ToldOutcome;
      readonly scenarios: readonly ToldOutcome[];
      readonly subject: Exploration['subject'];
      readonly notes: readonly string[];
    }
  | { readonly kind: 'clauses'; readonly own: number; readonly clauses: Withheld<ClauseValues> }
  | { readonly kind: 'sharing'; readonly own: number; readonly sharing: Withheld<GainShares> }
  | {
      readonly kind: 'siting';
      readonly own: number;
      readonly siting: Withheld<Siting>;
      readonly curve: readonly Withheld<SitedStep>[];
    }
  | { readonly kind: 'coverage'; readonly own: number; readonly coverage: Withheld<Coverage> }
  | { readonly kind: 'growth'; readonly own: number; readonly growth: Withheld<Growth> };

export type ExplorationKind = ToldResult['kind'];

/** The best points to add when so many are added, and what all flows pay with them. */
export interface SitedStep {
  readonly points: readonly Pick<SitePoint, 'id' | 'name' | 'lon' | 'lat'>[];
  readonly cost: number;
  readonly bound: number; // with so many points, all flows pay no less
  readonly proved: boolean;
}

/** Days to every facility of the map by two ways, a byte each in base64, rows as `getNetworkPlaces` counts them. */
export interface CoverageMap {
  readonly signature: string; // names the rows
  readonly count: number;
  readonly apart: string; // [facility] by the better carrier alone; NOT_REACHED or NO_OFFICE
  readonly joint: string; // [facility] together
}

/** Days of an office that is not reached, and of what is no office. */
export const NOT_REACHED = 255;
export const NO_OFFICE = 254;
