import type { PostalArea } from './demand.js';
import type { Office } from './offices.js';

export interface MailInput {
  readonly offices: readonly Office[];
  readonly lon: Float64Array; // degrees
  readonly lat: Float64Array; // degrees
  readonly areas: readonly PostalArea[];
  readonly parcels: number; // joint parcels of the day
}
