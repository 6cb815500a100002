import type { Scenario } from '../../domain/scenario.js';

/** For tests: a scenario with some changes and nothing else. */
export function scenarioOf(changes: Partial<Scenario> = {}): Scenario {
  return {
    id: 'test',
    name: 'Test',
    about: '',
    told: [],
    agreement: undefined,
    shipments: undefined,
    demand: [],
    network: [],
    ...changes,
  };
}
