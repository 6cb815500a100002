import type { Command } from 'commander';
import { versionIdOf } from '../agreement/agreement-terms.js';
import { diffTerms, type TermNames, type TermsChange } from '../agreement/diff-terms.js';
import { signedThing } from '../agreement/signature-file.js';
import { dateWords } from '../agreement/term-words.js';
import type { AgreementTerms } from '../domain/agreement-terms.js';
import type { Workspace } from '../domain/workspace.js';
import { wrapText } from '../report/wrap-text.js';
import { openTerms } from './agreement-files.js';
import { changesText, effectiveText, titleOf } from './agreement-text.js';
import { addCommand, printResult, textColumns } from './command-line.js';
import { openWorkspace } from './open-workspace.js';

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
      printResult(json, result, () => wrapText(describe(before, after, changes), textColumns(), 4));
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

function describe(before: AgreementTerms, after: AgreementTerms, changes: readonly TermsChange[]): string {
  if (versionIdOf(before) === versionIdOf(after)) return `${titleOf(signedThing(after))}: both mean the same.`;
  const named = changes.filter(({ path }) => path !== 'version'); // the heading says it
  const later = after.effective.from > before.effective.from;
  return [
    `Before: ${titleOf(signedThing(before))}`,
    `After:  ${titleOf(signedThing(after))}, ${effectiveText(after)}`,
    ...(before.version === after.version
      ? [`Both are called version ${after.version}; the later one needs a number of its own.`]
      : []),
    named.length === 0 ? 'Nothing differs but the number of the version.' : '',
    ...(named.length === 0
      ? []
      : [`${later ? `From ${dateWords(after.effective.from)}` : 'Once in force'}:`, changesText(named)]),
  ].join('\n');
}
