import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkPlan } from '../../audit/check-plan.js';
import { readCertificate, writeCertificate } from '../../feed/plan/certificate.js';
import { readEarlierPlan } from '../../feed/plan/read-plan.js';
import { writePlan } from '../../feed/plan/write-plan.js';
import { summarise, type Summarised } from '../../report/summary.js';
import { gapOf } from '../../report/gap.js';
import { planWorkspace, type PlanResult } from '../../workers/plan-workspace.js';
import { replanWorkspace, type ReplanSettings } from '../../workers/replan-workspace.js';
import { packFlows } from '../network/flow-columns.js';
import { compressed } from '../network/pack-places.js';
import { figuresOf } from './party-figures.js';
import { CauseFinder, type FoundCauses } from './find-causes.js';
import {
  FLOWS_FILE,
  type PlanningPart,
  type PlanningProgress,
  type PlanningResult,
  type PlanningStage,
  type PlanningWork,
} from './planning-work.js';
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
  let last: PlanningProgress = { stage: 'laying_out', round: 0, gap: null, seconds: 0, cost: null, bound: null };
  const tell = (progress: PlanningProgress): void => onProgress((last = progress));
  const { made, plannedAnew } = await planned(work, tell);
  return writeMade(work, { made, plannedAnew, enter: (stage) => tell({ ...last, stage }) });
}

/** Checks a plan that was made from the raw tables, and writes the whole and each party's part into the folder. */
async function writeMade(
  work: Pick<PlanningWork, 'workspace' | 'shipments' | 'partyIds' | 'planned' | 'folder'>,
  {
    made,
    plannedAnew,
    enter,
  }: {
    readonly made: PlanResult;
    readonly plannedAnew: number | null;
    readonly enter: (stage: PlanningStage) => void;
  },
): Promise<PlanningResult> {
  const { workspace, shipments, folder } = work;
  const { plan } = made.joint;
  enter('checking');
  const findings = checkPlan(workspace, shipments, plan)
    .slice(0, FINDINGS_MAX)
    .map(({ code, place, message }) => `${code} ${place}: ${message}`);
  let summarised: Summarised | undefined;
  const figures = (): Summarised => (summarised ??= summarise({ workspace, shipments, ...made }));
  const whole = join(folder, 'whole');
  await writePlan(whole, { workspace, shipments, plan, figures });
  writeCertificate(join(whole, CERTIFICATE_FILE), made.joint.certificate);
  enter('writing');
  const { summary } = figures();
  const causes = new CauseFinder({ workspace, shipments, plan, certificate: made.joint.certificate });
  const parts: PlanningPart[] = [];
  for (const party of work.planned)
    parts.push(await writePart(work, made, party, { ...figures(), ...causes.of(party) }));
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
  const { workspace, shipments, gap, seconds, threads, earlier, enough } = work;
  const { signal } = new AbortController(); // whoever wants it to end ends the thread
  onProgress({ stage: 'laying_out', round: 0, gap: null, seconds: 0, cost: null, bound: null });
  const isEnough = (): boolean => Atomics.load(enough, 0) === 1;
  if (earlier === undefined) {
    const made = await planWorkspace(workspace, shipments, {
      gap,
      seconds,
      threads,
      signal,
      isEnough,
      onProgress: ({ stage, round, cost, bound, seconds: soFar }) =>
        onProgress({ stage: stage as PlanningStage, round, gap: gapOf(cost, bound), seconds: soFar, cost, bound }),
    });
    return { made, plannedAnew: null };
  }
  const certificate = readCertificate(join(earlier, CERTIFICATE_FILE));
  const { plan, known } = await readEarlierPlan(earlier, workspace, shipments);
  const settings: ReplanSettings = {
    gap,
    seconds,
    threads,
    signal,
    isEnough,
    onProgress: ({ cost, bound, ...rest }) =>
      onProgress({ stage: 'joint', ...rest, gap: gapOf(cost, bound), cost, bound }),
  };
  const { joint, planned: anew } = await replanWorkspace(workspace, shipments, { plan, known, certificate }, settings);
  return { made: { joint, alone: [] }, plannedAnew: anew.length };
}

/** A party's own shipments with their routes, as a plan that can be checked without anything of the partner's. */
async function writePart(
  { workspace, shipments, partyIds, folder }: Pick<PlanningWork, 'workspace' | 'shipments' | 'partyIds' | 'folder'>,
  { joint }: PlanResult,
  party: number,
  { summary, loads, causes, causeOf }: Summarised & FoundCauses,
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
  const causeOfOwn = causeOf.filter((_, row) => shipments.party[row] === party);
  const routeFiles = writeRouteRows({ workspace, ...own, causeOf: causeOfOwn }, partyIds, partFolder);
  return { party, figures, causes, routeFiles, folder: partFolder };
}
