import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { InputError, type Fault } from '../../base/input-error.js';
import type { Scenario } from '../../domain/scenario.js';
import type { Workspace } from '../../domain/workspace.js';
import { facilitiesByParty } from '../agreement/agreement-context.js';
import { changeAgreement, type AgreementSource, type Edit } from '../agreement/change-agreement.js';
import { FaultList } from '../tables/fault-list.js';
import { readDemandChanges } from './read-scenario-demand.js';
import { readNetworkChanges } from './read-scenario-network.js';
import { readShipments } from '../shipments/read-shipments.js';
import type { WorkspaceReading } from '../read-workspace.js';
import { YamlValue } from '../tables/yaml-value.js';

/** What scenarios change: a workspace, and the text of its agreement if it has one. */
export interface ScenarioContext {
  readonly workspace: Workspace;
  readonly agreement: AgreementSource | undefined;
}

/** The workspace just read, with what scenarios need of its files. */
export function scenarioContextOf({ workspace, agreementFile }: WorkspaceReading): ScenarioContext {
  if (agreementFile === undefined) return { workspace, agreement: undefined };
  const { parties, products, network, minorPerMajor, currency, calendar } = workspace;
  const facilities = facilitiesByParty(network, parties.length);
  const context = { parties, products, network, minorPerMajor, currency, facilities };
  const text = readFileSync(agreementFile, 'utf8');
  return { workspace, agreement: { context, calendar, text, file: basename(agreementFile) } };
}

/**
 * Reads scenario files, in the order given. Throws one InputError with every fault of all of them; mere warnings are
 * returned. The format is in docs/scenarios.md.
 */
export async function readScenarios(
  paths: readonly string[],
  context: ScenarioContext,
): Promise<{ scenarios: Scenario[]; warnings: readonly Fault[] }> {
  const faults = new FaultList();
  const scenarios: Scenario[] = [];
  const ids = new Set<string>();
  for (const path of paths) {
    if (!existsSync(path) || !statSync(path).isFile()) {
      const allowed = 'a scenario file; docs/scenarios.md has examples';
      faults.add({ code: 'missing_file', file: path, message: 'there is no such scenario', allowed });
      continue;
    }
    const file = readScenario(readFileSync(path, 'utf8'), path, context, faults);
    const shipments = file.shipmentsPath === undefined ? undefined : await ownList(file.shipmentsPath, context, faults);
    const id = uniqueId(file.scenario.id, ids);
    scenarios.push({ ...file.scenario, id, shipments });
  }
  return { scenarios, warnings: faults.warningsOrThrow() };
}

/** A scenario as its text has it, and the path of its own shipments, which are not read here. */
export interface ScenarioFile {
  readonly scenario: Scenario;
  readonly shipmentsPath: string | undefined;
}

/** Reads the text of a scenario file; every fault is added to `faults`. */
export function readScenario(text: string, file: string, context: ScenarioContext, faults: FaultList): ScenarioFile {
  const root = YamlValue.parse(text, file, faults).only([
    'scenario', 'about', 'agreement', 'demand', 'shipments', 'network',
  ]); // prettier-ignore
  const id = basename(file, extname(file));
  const terms = readAgreementChanges(root.get('agreement'), context, faults);
  const demand = readDemandChanges(root.get('demand'), context.workspace);
  const network = readNetworkChanges(root.get('network'), context.workspace);
  const own = root.get('shipments');
  const list = own.isAbsent ? undefined : own.text('');
  const told = [
    ...terms.told,
    ...(list === undefined ? [] : [`shipments of ${list}`]),
    ...demand.told,
    ...network.told,
  ];
  const scenario: Scenario = {
    id,
    name: root.get('scenario').required('a name for people').text(id),
    about: root.get('about').text(''),
    told,
    agreement: terms.agreement,
    shipments: undefined,
    demand: demand.changes,
    network: network.changes,
  };
  return { scenario, shipmentsPath: list === undefined ? undefined : join(dirname(file), list) };
}

async function ownList(path: string, context: ScenarioContext, faults: FaultList): Promise<Scenario['shipments']> {
  try {
    const { shipments, warnings } = await readShipments(path, context.workspace);
    for (const fault of warnings) faults.add(fault);
    return shipments;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    for (const fault of error.faults) faults.add(fault);
    return undefined;
  }
}

function uniqueId(id: string, ids: Set<string>): string {
  let unique = id;
  for (let number = 2; ids.has(unique); number++) unique = `${id}-${number}`;
  ids.add(unique);
  return unique;
}

function readAgreementChanges(
  value: YamlValue,
  context: ScenarioContext,
  faults: FaultList,
): Pick<Scenario, 'agreement' | 'told'> {
  if (value.isAbsent) return { agreement: undefined, told: [] };
  const edits = editsOf(value.only(['set', 'scale', 'add', 'remove']));
  if (edits.length === 0) return { agreement: undefined, told: [] };
  if (context.agreement === undefined) {
    value.fault({ code: 'missing_file', message: 'the workspace has no agreement to change' });
    return { agreement: undefined, told: [] };
  }
  return changeAgreement(context.agreement, edits, faults);
}

const LISTS = ['interchange', 'products', 'capacity'] as const;

function editsOf(value: YamlValue): Edit[] {
  const at = (entry: YamlValue): Edit['at'] => ({ file: entry.file, line: entry.line, column: entry.path });
  const edits: Edit[] = [];
  for (const [path, entry] of value.get('set').entries()) {
    edits.push({ kind: 'set', path, data: entry.required().data, at: at(entry) });
  }
  for (const [path, entry] of value.get('scale').entries()) {
    edits.push({ kind: 'scale', path, times: entry.required().number(1, { max: 1000 }), at: at(entry) });
  }
  for (const list of LISTS) {
    for (const entry of value.get('add').only(LISTS).get(list).items()) {
      edits.push({ kind: 'add', path: list, data: entry.data, at: at(entry) });
    }
  }
  for (const entry of value.get('remove').items()) {
    edits.push({ kind: 'remove', path: entry.text(''), at: at(entry) });
  }
  return edits;
}
