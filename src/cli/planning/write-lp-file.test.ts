import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { InputError } from '../../base/input-error.js';
import { solveArcLp } from '../../testing/arc-lp.js';
import { randomWorld } from '../../testing/random-world.js';
import { solveMps } from '../../testing/solve-mps.js';
import { writeLpFile } from './write-lp-file.js';

test('writeLpFile writes a file that a solver reads, and refuses one that is too large', async (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'interline-lp-'));
  t.after(() => rmSync(dir, { recursive: true }));
  const { workspace, shipments } = randomWorld(1, 'small');
  const file = join(dir, 'deeper', 'plan.mps');
  assert.throws(
    () => writeLpFile(file, workspace, shipments, 1000),
    (error) => error instanceof InputError && /about \d+ nonzeros/.test(error.message),
  );
  assert.ok(!existsSync(file));
  writeLpFile(file, workspace, shipments);
  const { optimum } = await solveMps(readFileSync(file, 'utf8'));
  const relaxed = (await solveArcLp(workspace, shipments)).bound;
  assert.ok(Math.abs(optimum - relaxed) <= 1e-6 * relaxed, `${optimum}, written apart ${relaxed}`);
});
