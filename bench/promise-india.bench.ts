import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeIndia } from '#interline/example/india.js';
import { readWorkspace } from '#interline/feed/read-workspace.js';
import type { Bench } from './bench.js';
import { measurePromises } from './promise-measures.js';

export const bench: Bench = {
  name: 'promise-india',
  about: 'single promises and the table of all pairs on the India example: real post offices, synthetic timetables',
  async run(context) {
    const dir = await mkdtemp(join(tmpdir(), 'interline-bench-'));
    try {
      await makeIndia({ out: dir, parcels: 150_000, seed: 1 });
      const { workspace } = await readWorkspace(dir);
      await measurePromises(context, workspace);
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  },
};
