import type { Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { readShipments } from '../../feed/shipments/read-shipments.js';
import { readWorkspace } from '../../feed/read-workspace.js';
import { printNote } from '../command-line.js';
import { ProgressLine } from '../progress-line.js';

/** Reads a workspace and says on standard error when it has warnings. Throws an InputError with every fault. */
export async function openWorkspace(dir: string): Promise<Workspace> {
  const { workspace, warnings } = await readWorkspace(dir);
  noteWarnings(dir, warnings.length);
  return workspace;
}

/** Reads a workspace with its shipments, or with those of another file. */
export async function openWorkspaceAndShipments(
  dir: string,
  otherFile?: string,
): Promise<{ workspace: Workspace; shipments: Shipments }> {
  const line = new ProgressLine(process.stderr);
  try {
    line.show(`Reading ${dir} ...`);
    const { workspace, warnings, shipmentsFile: ownFile } = await readWorkspace(dir);
    const shipmentsFile = otherFile ?? ownFile;
    line.show(`Reading ${shipmentsFile} ...`);
    const read = await readShipments(shipmentsFile, workspace);
    line.end();
    noteWarnings(dir, warnings.length + read.warnings.length);
    return { workspace, shipments: read.shipments };
  } finally {
    line.end();
  }
}

function noteWarnings(dir: string, count: number): void {
  if (count === 0) return;
  printNote(`${dir} has ${count} ${count === 1 ? 'warning' : 'warnings'}; "interline validate ${dir}" lists them.`);
}
