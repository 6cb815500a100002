import type { Bench } from './bench.js';
import { postalWorld } from './postal-world.js';
import { measurePromises } from './promise-measures.js';

export const bench: Bench = {
  name: 'promise',
  about: 'single promises and the table of all pairs on a synthetic country of 19,586 postal codes and 183,000 offices',
  async run(context) {
    await measurePromises(context, postalWorld(1));
  },
};
