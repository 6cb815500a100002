import { undoable, type Tx } from '../../store/database/store.js';
import { PROBLEMS, type WireFault } from '../../wire/http/problem.js';
import { cappedFaults } from './parse-input.js';
import { ProblemError } from './problem-error.js';

/** What became of one of many. */
export interface ItemResult {
  readonly id: string;
  readonly status: 'done' | 'refused';
  readonly code: string | null;
  readonly detail: string | null;
  readonly errors: WireFault[];
}

/**
 * Does something with each of some things, each once. One that is refused leaves nothing behind, and keeps no other from being done;
 * anything else that fails ends all of it. Answers tell them in the order of their ids.
 */
export async function eachForItself(
  tx: Tx,
  ids: readonly string[],
  act: (id: string) => Promise<unknown>,
): Promise<ItemResult[]> {
  const results = new Map<string, ItemResult>();
  // Locked in one order, so that two requests about the same things wait for each other instead of for ever.
  for (const id of [...new Set(ids)].toSorted()) {
    try {
      await undoable(tx, () => act(id));
      results.set(id, { id, status: 'done', code: null, detail: null, errors: [] });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      const { code, detail = PROBLEMS[code].title, faults = [] } = error;
      results.set(id, { id, status: 'refused', code, detail, errors: cappedFaults(faults) });
    }
  }
  return [...new Set(ids)].flatMap((id) => results.get(id) ?? []);
}
