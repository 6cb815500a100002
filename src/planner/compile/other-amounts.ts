import type { Agreement } from '../../domain/agreement.js';
import { accessUnder } from '../network/access.js';
import type { Compiled } from './compile.js';
import { ScarceKeys } from './scarce.js';

/**
 * A problem under an agreement whose clauses grant other amounts and are the same in all else; everything but the
 * capacities is shared. No amount may be less than under the agreement that the problem was compiled for, because what
 * could not be full then is not in it; and of kilograms and litres a clause whose amounts differ may limit only one,
 * because where one always fills first the other is not in it either. O(legs + resources).
 */
export function withOtherAmounts(compiled: Compiled, agreement: Agreement): Compiled {
  const access = accessUnder(compiled.access, { ...compiled.access.workspace, agreement });
  const keys = new ScarceKeys(access);
  const { flow, timed } = compiled.problem;
  const capacity = Float64Array.from(compiled.resourceKeys, (key) => keys.capacityOf(key));
  return {
    ...compiled,
    access,
    keys,
    problem: { timed, flow: { ...flow, resources: { ...flow.resources, capacity } } },
  };
}
