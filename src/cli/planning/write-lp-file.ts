import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { inputError } from '../../base/input-error.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { accessOf } from '../../planner/network/access.js';
import { compile } from '../../planner/compile/compile.js';
import { timetableOf } from '../../planner/network/timetable.js';
import { mpsSize, writeMps } from '../../planner/flow/write-mps.js';

/** Beyond this a file has many gigabytes and no solver finishes. */
const NONZEROS_MAX = 200_000_000;

/**
 * Writes the linear relaxation of the joint plan as an MPS file, piece by piece. Throws an InputError, before anything is
 * written, when it would be larger than any solver can use.
 */
export function writeLpFile(
  file: string,
  workspace: Workspace,
  shipments: Shipments,
  nonzerosMax: number = NONZEROS_MAX,
): void {
  const compiled = compile(workspace, accessOf(workspace, timetableOf(workspace)), shipments, 'joint');
  const { rows, columns, nonzeros } = mpsSize(compiled);
  if (nonzeros > nonzerosMax) {
    throw inputError({
      code: 'lp_too_large',
      file,
      value: `about ${nonzeros} nonzeros in ${rows} rows and ${columns} columns`,
      message: 'the linear program is larger than a solver can use',
      allowed: `at most ${nonzerosMax} nonzeros`,
      suggestion: 'Plan fewer parcels or days, or check the bound by "interline verify" with the certificate.',
    });
  }
  mkdirSync(dirname(file), { recursive: true });
  const out = openSync(file, 'w');
  try {
    for (const piece of writeMps(workspace, compiled, shipments)) writeSync(out, piece);
  } finally {
    closeSync(out);
  }
}
