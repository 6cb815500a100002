import type { Words } from '../en/all.js';
import { APP } from './app.js';

/** All words in Hindi. */
export const HI: Words = { ...APP };
