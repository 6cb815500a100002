import type { Command } from 'commander';
import { inputError } from '../../base/input-error.js';
import { NONE } from '../../base/none.js';
import { readPlan } from '../../feed/plan/read-plan.js';
import { addCommand, printResult, textColumns } from '../command-line.js';
import { explainShipment } from './explain-shipment.js';
import { explanationData, explanationText } from './explain-text.js';
import { findShipment } from './find-shipment.js';
import { openWorkspaceAndShipments } from '../workspace/open-workspace.js';

/** `interline explain DIR PLAN SHIPMENT`: one parcel's route as a timetable, or why it is late or left out. */
export function registerExplain(program: Command): void {
  addCommand(program, 'explain', {
    description: "tell one parcel's route as a timetable, and why it is late or left out",
    examples: ['explain india india/plan P00000042', 'explain india india/plan P00000042 --json'],
  })
    .argument('<dir>', 'workspace folder')
    .argument('<plan>', 'plan folder, as "interline plan" writes it')
    .argument('<shipment>', 'shipment id')
    .action(async (dir: string, folder: string, id: string, { json }: { json?: boolean }) => {
      const { workspace, shipments } = await openWorkspaceAndShipments(dir);
      const row = findShipment(shipments, id);
      if (row === NONE) {
        throw inputError({
          code: 'unknown_reference',
          file: dir,
          column: 'shipment_id',
          value: id,
          message: 'is no shipment of the workspace',
        });
      }
      const plan = await readPlan(folder, workspace, shipments);
      const explained = {
        workspace,
        shipments,
        plan,
        row,
        explanation: explainShipment(workspace, shipments, plan, row),
      };
      printResult(json, explanationData(explained), () => explanationText(explained, textColumns()));
    });
}
