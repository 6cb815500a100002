import type { z } from '@hono/zod-openapi';
import type { Scenario } from '../../domain/scenario.js';
import type { Workspace } from '../../domain/workspace.js';
import { FaultList } from '../../feed/tables/fault-list.js';
import { readScenario } from '../../feed/scenario/read-scenario.js';
import type { NewExplorationSchema, ScenarioSchema } from '../../wire/explorations/explorations.js';
import type { WireFault } from '../../wire/http/problem.js';
import { faultsOfText, ProblemError } from '../http/problem-error.js';
import type { ReferenceData } from '../reference-data.js';
import type { Question } from './exploration-work.js';

export type ExplorationRequest = z.output<typeof NewExplorationSchema>;
type SentScenario = z.output<typeof ScenarioSchema>;

/** Steps of growth beside the start, unless it is said how long they are. */
const STEPS = 6;

/** An agreement's text, and the world in which it stands. */
export interface ScenarioGround {
  readonly workspace: Workspace; // under that agreement
  readonly text: string;
  readonly reference: ReferenceData;
}

/** What a request asks, with everything it refers to resolved; throws with every fault. */
export function questionOf(request: ExplorationRequest, ground: ScenarioGround): Question {
  switch (request.kind) {
    case 'scenarios': {
      const { kind, gap, seconds, coverage } = request;
      return { kind, gap, seconds, coverage, scenarios: scenariosOf(request.scenarios, '#/scenarios', ground) };
    }
    case 'siting': {
      const { kind, gap, seconds, add, reach_km: reachKm } = request;
      return { kind, gap, seconds, add, reachKm };
    }
    case 'coverage': {
      const { kind, from, share, weight_g: weightG } = request;
      return { kind, from, share, weightG, product: productOf(request.product, ground) };
    }
    case 'growth': {
      const { kind, gap, seconds, to, months, target, runs } = request;
      const every = Math.min(months, request.every ?? Math.ceil(months / STEPS));
      return { kind, gap, seconds, to, months, every, target, anyRuns: runs === 'any' };
    }
    default: {
      const { kind, gap, seconds } = request;
      return { kind, gap, seconds };
    }
  }
}

/** Scenarios that were sent, read as files are; their faults name where they stand in the body, at `pointer`. */
export function scenariosOf(sent: readonly SentScenario[], pointer: string, ground: ScenarioGround): Scenario[] {
  const { workspace, text, reference } = ground;
  const { calendar } = workspace;
  const context = {
    workspace,
    agreement: { context: reference.agreementContext, calendar, text, file: 'agreement.yaml' },
  };
  const found: WireFault[] = [];
  const scenarios = sent.map((one, index) => {
    const faults = new FaultList();
    // JSON is YAML, so that what is sent is read and checked by the reader of scenario files.
    const { scenario } = readScenario(JSON.stringify(one), `scenario-${index + 1}.yaml`, context, faults);
    for (const { line: _, ...fault } of faultsOfText(faults.list())) {
      found.push({ ...fault, pointer: pointer === '#/scenario' ? pointer : `${pointer}/${index}` });
    }
    return scenario;
  });
  if (found.length > 0) throw new ProblemError('invalid', undefined, found);
  return scenarios;
}

function productOf(id: string | undefined, { workspace: { products } }: ScenarioGround): number {
  if (id === undefined) return 0;
  const index = products.findIndex((product) => product.id === id);
  if (index >= 0) return index;
  const allowed = products.map((product) => product.id).join(', ');
  const fault = {
    code: 'unknown_reference',
    message: 'there is no such product',
    pointer: '#/product',
    value: id,
    allowed,
  };
  throw new ProblemError('invalid', undefined, [fault]);
}
