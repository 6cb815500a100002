import type { ColumnType } from 'kysely';

/** A timestamp: read as `Date`; never changed once written, unless the column says so. */
export type Instant = ColumnType<Date, Date, Date>;

export type Mode = 'live' | 'test';

export type OrganisationKind = 'carrier' | 'shipper';

export type ExplorationKindOfTable = 'scenarios' | 'clauses' | 'sharing' | 'siting' | 'coverage' | 'growth';

export type PlanState = 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';
