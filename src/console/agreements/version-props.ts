import type { Version } from './agreement-state.js';
import type { Agreements } from './use-agreements.js';

export interface VersionProps {
  readonly version: Version;
  readonly known: Agreements;
  /** Asks for everything again, after something was done. */
  readonly again: () => void;
}
