import type { Words } from '../en/all.js';
import { AGREEMENTS } from './agreements.js';
import { APP } from './app.js';
import { MAP } from './map.js';
import { PLANS } from './plans.js';
import { NETWORK } from './network.js';

/** All words in Hindi. */
export const HI: Words = { ...APP, ...AGREEMENTS, ...MAP, ...NETWORK, ...PLANS };
