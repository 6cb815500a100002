import type { HsList } from '../../standards/hs/hs-list.js';
import type { Assessment } from '../declare/assess.js';
import type { Declaration } from '../declare/declaration.js';
import type { ExportTables } from '../tables/export-tables.js';
import type { FaultSink } from './fault-sink.js';

/** What checks look things up in. */
export interface Known {
  readonly tables: ExportTables;
  /** Day of filing where the exporter is, YYYY-MM-DD. */
  readonly day: string;
  /** The Harmonised System. */
  readonly hsList: HsList;
}

/** A declaration with what its checks are about. */
export interface Checking extends Known {
  readonly declaration: Declaration;
  readonly assessment: Assessment;
  readonly sink: FaultSink;
}
