import type { Command } from 'commander';
import { diffTerms, type TermNames } from '../../agreement/diff-terms.js';
import { diffText } from '../../agreement/diff-text.js';
import { signedThing } from '../../agreement/signature-file.js';
import type { Workspace } from '../../domain/workspace.js';
import { wrapText } from '../../report/wrap-text.js';
import { openTerms } from './agreement-files.js';
import { addCommand, printResult, textColumns } from '../command-line.js';
import { openWorkspace } from '../workspace/open-workspace.js';

interface DiffOptions {
  readonly workspace?: string;
  readonly json?: boolean;
}

/** `interline agreement diff OLD NEW`: what differs in meaning, in words. */
export function registerAgreementDiff(group: Command): void {
  addCommand(group, 'diff', {
    description: 'say in words what differs between two versions of an agreement',
    examples: [
      'agreement diff agreement-3.yaml agreement-4.yaml',
      'agreement diff india/agreement.yaml new.yaml --workspace india',
    ],
    notes: 'Layout, comments and the order of keys make no difference.',
  })
    .argument('<old>', 'the earlier version')
    .argument('<new>', 'the later version')
    .option('--workspace <dir>', 'workspace folder whose names departures get')
    .action(async (oldPath: string, newPath: string, { workspace, json }: DiffOptions) => {
      const [before, after] = [openTerms(oldPath), openTerms(newPath)];
      const names = workspace === undefined ? {} : namesOf(await openWorkspace(workspace));
      const changes = diffTerms(before, after, names);
      const result = { from: signedThing(before), to: signedThing(after), effective: after.effective, changes };
      printResult(json, result, () => wrapText(diffText(before, after, changes), textColumns(), 4));
    });
}

/** Names of single trips; a pattern of several has none. */
function namesOf({ parties, network: { trips } }: Workspace): TermNames {
  return {
    departures: (id, pattern) => {
      const party = parties.findIndex((one) => one.id === id);
      const trip = trips.id.findIndex((one, index) => one === pattern && trips.party[index] === party);
      return trip < 0 ? undefined : trips.name[trip];
    },
  };
}
