import { AGREEMENTS } from './agreements.js';
import { APP } from './app.js';
import { SAID_EN } from '../../../domain/said.js';
import { CUSTODY_EN } from '../../../wire/words/custody-en.js';
import { EXCEPTIONS } from './exceptions.js';
import { EXPLORE } from './explore.js';
import { EXPORT_FAULTS } from './export-faults.js';
import { EXPORT_TABLES } from './export-tables.js';
import { EXPORTS } from './exports.js';
import { DESPATCHES } from './despatches.js';
import { DOCKS } from './docks.js';
import { MAP } from './map.js';
import { NETWORK } from './network.js';
import { PARCELS } from './parcels.js';
import { PLANS } from './plans.js';
import { PROMISES } from './promises.js';
import { SETTINGS } from './settings.js';

/** All words in English: ICU messages by key. Every other language has the same keys. */
export const EN = {
  ...APP,
  ...AGREEMENTS,
  ...CUSTODY_EN,
  ...SAID_EN,
  ...EXCEPTIONS,
  ...EXPLORE,
  ...EXPORTS,
  ...EXPORT_FAULTS,
  ...EXPORT_TABLES,
  ...DESPATCHES,
  ...DOCKS,
  ...MAP,
  ...NETWORK,
  ...PARCELS,
  ...PLANS,
  ...PROMISES,
  ...SETTINGS,
} as const;

export type WordKey = keyof typeof EN;
export type Words = Readonly<Record<WordKey, string>>;
