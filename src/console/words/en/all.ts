import { AGREEMENTS } from './agreements.js';
import { APP } from './app.js';
import { EXCEPTIONS } from './exceptions.js';
import { PARCELS } from './parcels.js';
import { CUSTODY_EN } from '../../../wire/words/custody-en.js';
import { EXPLORE } from './explore.js';
import { MAP } from './map.js';
import { PLANS } from './plans.js';
import { NETWORK } from './network.js';

/** All words in English: ICU messages by key. Every other language has the same keys. */
export const EN = {
  ...APP,
  ...CUSTODY_EN,
  ...PARCELS,
  ...EXCEPTIONS,
  ...AGREEMENTS,
  ...EXPLORE,
  ...MAP,
  ...NETWORK,
  ...PLANS,
} as const;

export type WordKey = keyof typeof EN;
export type Words = Readonly<Record<WordKey, string>>;
