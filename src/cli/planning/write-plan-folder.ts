import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { writeCertificate } from '../../feed/plan/certificate.js';
import { writePlan } from '../../feed/plan/write-plan.js';
import { renderReport } from '../../report/page/render-report.js';
import { reportModelOf } from '../../report/report-model.js';
import { summarise, type Summarised, type Summary } from '../../report/summary.js';
import type { PlanResult } from '../../workers/plan-workspace.js';
import { CERTIFICATE_FILE, REPORT_FILE } from './plan-files.js';
import { linkPages, removePagesOfPlan } from '../write-page.js';

/**
 * Writes a plan folder: summary, routes, loads, certificate and, last of all, the report, so that a folder with a
 * report is whole. Pages about an earlier plan of the folder go.
 */
export async function writePlanFolder(
  folder: string,
  workspace: Workspace,
  shipments: Shipments,
  { joint, alone }: PlanResult,
): Promise<Summary> {
  let summarised: Summarised | undefined;
  const figures = (): Summarised => (summarised ??= summarise({ workspace, shipments, joint, alone }));
  removePagesOfPlan(folder);
  await writePlan(folder, { workspace, shipments, plan: joint.plan, figures });
  const { summary, loads } = figures();
  writeCertificate(join(folder, CERTIFICATE_FILE), joint.certificate);
  writeFileSync(join(folder, REPORT_FILE), renderReport(reportModelOf(workspace, loads, summary, joint.rounds)));
  linkPages(folder);
  return summary;
}
