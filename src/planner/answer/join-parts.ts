import type { RouteParts } from '../../domain/plan.js';

/** Several tables of parts one after another. */
export function joinParts(tables: readonly RouteParts[]): RouteParts {
  const firstStep = startsOf(tables.map(({ stepKind }) => stepKind.length));
  const count = tables.reduce((sum, parts) => sum + parts.count, 0);
  const stepCount = firstStep[tables.length];
  const all = {
    count,
    firstStep: new Uint32Array(count + 1),
    stepKind: new Uint8Array(stepCount),
    stepWhat: new Uint32Array(stepCount),
    stepDay: new Int32Array(stepCount),
    stepAt: new Int32Array(stepCount),
  };
  let part = 0;
  tables.forEach((table, t) => {
    all.stepKind.set(table.stepKind, firstStep[t]);
    all.stepWhat.set(table.stepWhat, firstStep[t]);
    all.stepDay.set(table.stepDay, firstStep[t]);
    all.stepAt.set(table.stepAt, firstStep[t]);
    for (let p = 0; p < table.count; p++) all.firstStep[++part] = table.firstStep[p + 1] + firstStep[t];
  });
  return all;
}

/** Where each of several lists starts when they stand one after another, and where the last one ends. */
export function startsOf(lengths: readonly number[]): number[] {
  const starts = [0];
  for (const length of lengths) starts.push(starts[starts.length - 1] + length);
  return starts;
}
