import type { ClauseValues } from '../../domain/clause-values.js';
import type { Coverage, OriginKind } from '../../domain/coverage.js';
import type { Exploration } from '../../domain/exploration.js';
import type { GainShares } from '../../domain/gain-shares.js';
import type { Growth } from '../../domain/growth.js';
import type { Scenario } from '../../domain/scenario.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Siting } from '../../domain/siting.js';
import type { Workspace } from '../../domain/workspace.js';
import type { CoverageMap, SitedStep } from '../../wire/explorations/exploration-results.js';

interface Search {
  readonly gap: number;
  readonly seconds: number;
}

/** What is asked of a world, with every reference resolved. */
export type Question =
  | (Search & { readonly kind: 'scenarios'; readonly scenarios: readonly Scenario[]; readonly coverage: boolean })
  | (Search & { readonly kind: 'clauses' })
  | (Search & { readonly kind: 'sharing' })
  | (Search & { readonly kind: 'siting'; readonly add: number; readonly reachKm: number })
  | {
      readonly kind: 'coverage';
      readonly from: OriginKind;
      readonly share: number;
      readonly weightG: number;
      readonly product: number;
    }
  | (Search & {
      readonly kind: 'growth';
      readonly to: number;
      readonly months: number;
      readonly every: number;
      readonly target: number | undefined;
      readonly anyRuns: boolean;
    });

/** What a thread that explores is given; columns are on shared memory. */
export interface ExplorationWork {
  readonly workspace: Workspace;
  readonly shipments: Shipments;
  readonly question: Question;
  readonly threads: number;
}

/** How far it is. The gap is that of the best plan so far of what is being planned. */
export interface ExplorationProgress {
  readonly doing: string;
  readonly done: number;
  readonly all: number;
  readonly gap: number | null;
  readonly seconds: number;
}

/** Everything that came out, of all parties. */
export type WholeResult =
  | { readonly kind: 'scenarios'; readonly exploration: Exploration }
  | { readonly kind: 'clauses'; readonly clauses: ClauseValues }
  | { readonly kind: 'sharing'; readonly sharing: GainShares }
  | { readonly kind: 'siting'; readonly siting: Siting; readonly curve: readonly SitedStep[] }
  | { readonly kind: 'coverage'; readonly coverage: Coverage; readonly map: CoverageMap }
  | { readonly kind: 'growth'; readonly growth: Growth };

export type ExplorationReport =
  | { readonly kind: 'progress'; readonly progress: ExplorationProgress }
  | { readonly kind: 'made'; readonly result: WholeResult };
