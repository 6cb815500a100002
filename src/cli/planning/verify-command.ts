import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { checkBound } from '../../audit/check-bound.js';
import { checkPlan } from '../../audit/check-plan.js';
import type { PlanFinding } from '../../audit/finding.js';
import { planCost } from '../../audit/plan-cost.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { readCertificate } from '../../feed/plan/certificate.js';
import { readPlan } from '../../feed/plan/read-plan.js';
import { addCommand, printResult } from '../command-line.js';
import { EXIT } from '../failures.js';
import { openWorkspaceAndShipments } from '../workspace/open-workspace.js';
import { CERTIFICATE_FILE } from './plan-files.js';

interface VerifyOptions {
  readonly certificate?: string;
  readonly shipments?: string;
  readonly json?: boolean;
}

/** What the raw tables say about a plan; money in major units. */
interface Verification {
  readonly valid: boolean;
  readonly cost: number;
  readonly bound: number | null; // proven here; null without a certificate
  readonly gap: number | null;
  readonly findings: readonly PlanFinding[];
}

/** `interline verify DIR PLAN`: checks a plan and its bound from the raw tables, without the solver. */
export function registerVerify(program: Command): void {
  addCommand(program, 'verify', {
    description: 'check a plan and its bound from the raw tables, in code that shares nothing with the solver',
    examples: [
      'verify india india/plan',
      'verify india india/plan --certificate proof.json --json',
      'verify india exported --shipments exported/shipments.csv',
    ],
  })
    .argument('<dir>', 'workspace folder')
    .argument('<plan>', 'plan folder, as "interline plan" writes it')
    .option(
      '--certificate <file>',
      `prices that prove the bound (default: ${CERTIFICATE_FILE} in the plan folder, if there)`,
    )
    .option('--shipments <file>', "shipments that the plan is of (default: the workspace's)")
    .action(async (dir: string, folder: string, { certificate, shipments: given, json }: VerifyOptions) => {
      const { workspace, shipments } = await openWorkspaceAndShipments(dir, given);
      const inFolder = join(folder, CERTIFICATE_FILE);
      const file = certificate ?? (existsSync(inFolder) ? inFolder : undefined);
      const verification = await verify(workspace, shipments, folder, file);
      if (!verification.valid) process.exitCode = EXIT.failed;
      printResult(json, verification, () => describe(verification, workspace.currency));
    });
}

async function verify(
  workspace: Workspace,
  shipments: Shipments,
  folder: string,
  file: string | undefined,
): Promise<Verification> {
  const plan = await readPlan(folder, workspace, shipments);
  const findings = [...checkPlan(workspace, shipments, plan)];
  const cost = planCost(workspace, plan) / workspace.minorPerMajor;
  if (file === undefined) return { valid: findings.length === 0, cost, bound: null, gap: null, findings };
  const checked = checkBound(workspace, shipments, readCertificate(file));
  findings.push(...checked.findings);
  const bound = checked.bound / workspace.minorPerMajor;
  return { valid: findings.length === 0, cost, bound, gap: bound > 0 ? (cost - bound) / bound : null, findings };
}

function describe({ valid, cost, bound, gap, findings }: Verification, currency: string): string {
  const money = (amount: number): string => `${currency} ${amount.toLocaleString('en', { maximumFractionDigits: 2 })}`;
  return [
    ...findings.map(({ code, place, message, planned, recomputed }) => {
      const values = planned === '' && recomputed === '' ? '' : ` (planned ${planned}, recomputed ${recomputed})`;
      return `${code} ${place}: ${message}${values}`;
    }),
    valid
      ? 'The plan keeps every rule of the raw tables.'
      : `The plan does not hold: ${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}.`,
    `cost   ${money(cost)}`,
    bound === null ? 'bound  no certificate to check' : `bound  ${money(bound)}, proven here`,
    ...(gap === null ? [] : [`gap    ${(gap * 100).toFixed(3)} %`]),
  ].join('\n');
}
