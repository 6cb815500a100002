import type { Words } from '../en/all.js';
import { AGREEMENTS } from './agreements.js';
import { APP } from './app.js';
import { EXCEPTIONS } from './exceptions.js';
import { PARCELS } from './parcels.js';
import { CUSTODY_HI } from '../../../wire/words/custody-hi.js';
import { EXPLORE } from './explore.js';
import { MAP } from './map.js';
import { PLANS } from './plans.js';
import { NETWORK } from './network.js';

/** All words in Hindi. */
export const HI: Words = {
  ...APP,
  ...CUSTODY_HI,
  ...PARCELS,
  ...EXCEPTIONS,
  ...AGREEMENTS,
  ...EXPLORE,
  ...MAP,
  ...NETWORK,
  ...PLANS,
};
