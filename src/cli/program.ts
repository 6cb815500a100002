import { Command } from 'commander';
import { registerAgreement } from './agreement-command.js';
import { registerCustody } from './custody-command.js';
import { registerBackup } from './backup-command.js';
import { registerRestore } from './backup-restore-command.js';
import { registerClauses } from './clauses-command.js';
import { registerCompletion } from './completion-command.js';
import { registerCoverage } from './coverage-command.js';
import { registerExample } from './example-command.js';
import { registerExplain } from './explain-command.js';
import { registerExplore } from './explore-command.js';
import { registerFlow } from './flow-command.js';
import { registerGrow } from './grow-command.js';
import { registerImport } from './import-command.js';
import { packageVersion } from './package-version.js';
import { registerPlan } from './plan-command.js';
import { registerPromise } from './promise-command.js';
import { registerReplan } from './replan-command.js';
import { registerServe } from './serve-command.js';
import { registerShare } from './share-command.js';
import { registerSite } from './site-command.js';
import { registerValidate } from './validate-command.js';
import { registerVerify } from './verify-command.js';

/** All commands, wired on one page. Each `register` adds one; nothing is parsed before `parseAsync`. */
export function makeProgram(): Command {
  const program = new Command('interline')
    .description('Plans the networks of two parcel carriers as one.')
    .version(packageVersion())
    .exitOverride()
    .configureHelp({ subcommandTerm: (command) => command.name() }) // each one's own help has its arguments
    .showHelpAfterError('(add --help for what it takes)')
    .addHelpText('after', CLOSING);
  registerExample(program);
  registerImport(program);
  registerValidate(program);
  registerPromise(program);
  registerPlan(program);
  registerReplan(program);
  registerExplain(program);
  registerVerify(program);
  registerSite(program);
  registerClauses(program);
  registerShare(program);
  registerCoverage(program);
  registerGrow(program);
  registerExplore(program);
  registerFlow(program);
  registerAgreement(program);
  registerCustody(program);
  registerServe(program);
  registerBackup(program);
  registerRestore(program);
  registerCompletion(program);
  return program;
}

/** Names of the commands at the top level, for checks of the documents. */
export function commandNames(): string[] {
  return makeProgram().commands.map((command) => command.name());
}

const CLOSING = `
Exit codes: 0 done, 1 failed, 2 bad input (every fault is printed, one a line).
Each command explains itself: interline validate --help`;
