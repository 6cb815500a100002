import { join } from 'node:path';
import type { Command } from 'commander';
import { clauseValues } from '../../explore/clauses/clause-values.js';
import { readCertificate } from '../../feed/plan/certificate.js';
import { readPlan } from '../../feed/plan/read-plan.js';
import { clausesText } from '../../report/clauses/clauses-text.js';
import { renderClauses } from '../../report/clauses/render-clauses.js';
import { addCommand, printResult, wholeNumber } from '../command-line.js';
import { openWorkspaceAndShipments } from '../workspace/open-workspace.js';
import { CERTIFICATE_FILE } from '../planning/plan-files.js';
import { ProgressLine } from '../progress-line.js';
import { writePage } from '../write-page.js';

interface ClausesOptions {
  readonly out?: string;
  readonly certificate?: string;
  readonly threads: number;
  readonly json?: boolean;
}

/** `interline clauses DIR PLAN`: what every clause of the agreement is worth. */
export function registerClauses(program: Command): void {
  addCommand(program, 'clauses', {
    description: 'what one more unit of every clause is worth, where it binds, and which relaxations are worth most',
    examples: ['clauses india india/plan', 'clauses india india/plan --json'],
  })
    .argument('<dir>', 'workspace folder')
    .argument('<plan>', 'plan folder, as "interline plan" writes it')
    .option('--out <dir>', 'folder for the page and its figures (default: the plan folder)')
    .option('--certificate <file>', `prices that prove the bound (default: ${CERTIFICATE_FILE} in the plan folder)`)
    .option('--threads <number>', 'threads to price with', wholeNumber(1, 64), 2)
    .action(async (dir: string, folder: string, options: ClausesOptions) => {
      const { workspace, shipments } = await openWorkspaceAndShipments(dir);
      const plan = await readPlan(folder, workspace, shipments);
      const certificate = readCertificate(options.certificate ?? join(folder, CERTIFICATE_FILE));
      const line = new ProgressLine(process.stderr);
      line.show('Pricing clauses ...');
      const values = await clauseValues(workspace, shipments, { plan, certificate }, options.threads).finally(() =>
        line.end(),
      );
      const out = options.out ?? folder;
      writePage(out, 'clauses.html', renderClauses(values, workspace.notes), values);
      printResult(options.json, values, () => `${clausesText(values)}\nWritten to ${join(out, 'clauses.html')}.`);
    });
}
