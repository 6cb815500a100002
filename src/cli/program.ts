import { Command } from 'commander';
import { registerAgreement } from './agreement/agreement-command.js';
import { registerCustody } from './custody/custody-command.js';
import { registerBackup } from './backup/backup-command.js';
import { registerRestore } from './backup/backup-restore-command.js';
import { registerClauses } from './clauses/clauses-command.js';
import { registerCompletion } from './completion/completion-command.js';
import { registerCoverage } from './coverage/coverage-command.js';
import { registerExample } from './workspace/example-command.js';
import { registerExplain } from './explaining/explain-command.js';
import { registerExplore } from './scenarios/explore-command.js';
import { registerFlow } from './flow/flow-command.js';
import { registerGrow } from './growth/grow-command.js';
import { registerImport } from './workspace/import-command.js';
import { packageVersion } from './package-version.js';
import { registerPlan } from './planning/plan-command.js';
import { registerPromise } from './promise/promise-command.js';
import { registerReplan } from './planning/replan-command.js';
import { registerServe } from './serving/serve-command.js';
import { registerShare } from './sharing/share-command.js';
import { registerSite } from './siting/site-command.js';
import { registerValidate } from './workspace/validate-command.js';
import { registerVerify } from './planning/verify-command.js';

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
