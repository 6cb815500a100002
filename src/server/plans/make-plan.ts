import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkPlan } from '../../audit/check-plan.js';
import { readCertificate, writeCertificate } from '../../feed/certificate.js';
import { readEarlierPlan } from '../../feed/read-plan.js';
import { writePlan } from '../../feed/write-plan.js';
import { summarise, type Summarised } from '../../report/summary.js';
import { gapOf } from '../../report/gap.js';
import { planWorkspace, type PlanResult } from '../../workers/plan-workspace.js';
import { replanWorkspace } from '../../workers/replan-workspace.js';
import { FLOWS_FILE } from '../network/flow-answers.js';
import { packFlows } from '../network/flow-columns.js';
import { compressed } from '../network/pack-places.js';
import { figuresOf } from './party-figures.js';
import type { PlanningPart, PlanningProgress, PlanningResult, PlanningWork } from './planning-work.js';
import { partOfPlan } from './plan-part.js';
import { writeRouteRows } from './route-rows.js';
import { writeShipmentsFile } from './shipments-file.js';

const FINDINGS_MAX = 5;
export const CERTIFICATE_FILE = 'certificate.json';

/** Makes a plan, checks it from the raw tables, and writes the whole and each party's part into the folder. */
export async function makePlan(
  work: PlanningWork,
  onProgress: (progress: PlanningProgress) => void,
): Promise<PlanningResult> {
  const { workspace, shipments, folder } = work;
  const { made, plannedAnew } = await planned(work, onProgress);
  const { plan } = made.joint;
  const findings = checkPlan(workspace, shipments, plan)
    .slice(0, FINDINGS_MAX)
    .map(({ code, place, message }) => `${code} ${place}: ${message}`);
  let summarised: Summarised | undefined;
  const figures = (): Summarised => (summarised ??= summarise({ workspace, shipments, ...made }));
  const whole = join(folder, 'whole');
  await writePlan(whole, { workspace, shipments, plan, figures });
  writeCertificate(join(whole, CERTIFICATE_FILE), made.joint.certificate);
  const { summary } = figures();
  const parts: PlanningPart[] = [];
  for (const party of work.planned) parts.push(await writePart(work, made, figures(), party));
  const { parcels, onTime, late, unplanned, gap } = summary;
  return {
    findings,
    totals: { parcels, on_time: onTime, late, unplanned, gap, seconds: made.joint.seconds, planned_anew: plannedAnew },
    uses: { interchanges: summary.interchanges, capacity: summary.capacity },
    parts,
  };
}

async function planned(
  work: PlanningWork,
  onProgress: (progress: PlanningProgress) => void,
): Promise<{ made: PlanResult; plannedAnew: number | null }> {
  const { workspace, shipments, gap, seconds, threads, earlier } = work;
  const { signal } = new AbortController(); // whoever wants it to end ends the thread
  if (earlier === undefined) {
    const made = await planWorkspace(workspace, shipments, {
      gap,
      seconds,
      threads,
      signal,
      onProgress: ({ stage, round, cost, bound, seconds: soFar }) =>
        onProgress({ stage, round, gap: gapOf(cost, bound), seconds: soFar }),
    });
    return { made, plannedAnew: null };
  }
  onProgress({ stage: 'joint', round: 0, gap: null, seconds: 0 });
  const certificate = readCertificate(join(earlier, CERTIFICATE_FILE));
  const { plan, known } = await readEarlierPlan(earlier, workspace, shipments);
  const settings = { gap, seconds, threads, signal };
  const { joint, planned: anew } = await replanWorkspace(workspace, shipments, { plan, known, certificate }, settings);
  return { made: { joint, alone: [] }, plannedAnew: anew.length };
}

/** A party's own shipments with their routes, as a plan that can be checked without anything of the partner's. */
async function writePart(
  { workspace, shipments, partyIds, folder }: PlanningWork,
  { joint }: PlanResult,
  { summary, loads }: Summarised,
  party: number,
): Promise<PlanningPart> {
  const own = partOfPlan(workspace, shipments, joint.plan, party);
  const partFolder = join(folder, `part-${party}`);
  mkdirSync(partFolder, { recursive: true });
  const told = summary.joint.parties[party];
  const figures = figuresOf(told, summary.alone?.parties[party]?.cost, workspace.minorPerMajor);
  const { id, name } = workspace.parties[party];
  const ownSummary = { party: { id, name }, synthetic: workspace.synthetic, ...figures, reasons: told.reasons };
  await writePlan(partFolder, { workspace, ...own, figures: () => ({ summary: ownSummary, loads }) });
  writeFileSync(join(partFolder, 'summary.json'), `${JSON.stringify(ownSummary, null, 2)}\n`);
  writeFileSync(
    join(partFolder, FLOWS_FILE),
    compressed(packFlows({ workspace, shipments, plan: joint.plan, loads, summary }, party)),
  );
  await writeShipmentsFile(join(partFolder, 'shipments.csv'), workspace, own.shipments);
  const routeFiles = writeRouteRows({ workspace, ...own }, partyIds, partFolder);
  return { party, figures, routeFiles, folder: partFolder };
}
