import type { Words } from '../en/all.js';
import { AGREEMENTS } from './agreements.js';
import { APP } from './app.js';
import { CUSTODY_HI } from '../../../wire/words/custody-hi.js';
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
import { SAID } from './said.js';
import { SETTINGS } from './settings.js';

/** All words in Hindi. */
export const HI: Words = {
  ...APP,
  ...AGREEMENTS,
  ...CUSTODY_HI,
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
  ...SAID,
  ...SETTINGS,
};
