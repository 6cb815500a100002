import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { checkSignatures, type PartyCheck, type SignatureCheck } from '../../agreement/signature-file.js';
import type { AgreementTerms } from '../../domain/agreement-terms.js';
import { wrapText } from '../../report/wrap-text.js';
import { findSignatures, openTerms, readPublicKeys, signaturePath } from './agreement-files.js';
import { changesText, effectiveText, titleOf } from '../../agreement/diff-text.js';
import { addCommand, printResult, textColumns } from '../command-line.js';
import { EXIT } from '../failures.js';

interface VerifyOptions {
  readonly keys?: string;
  readonly json?: boolean;
}

/** `interline agreement verify FILE`: whether all parties have signed what the file says. */
export function registerAgreementVerify(group: Command): void {
  addCommand(group, 'verify', {
    description: 'check that all parties have signed an agreement, and that nothing was changed since',
    examples: ['agreement verify india/agreement.yaml --keys keys', 'agreement verify india/agreement.yaml --json'],
    notes: 'The exit code is 0 when every party has signed what the file says, otherwise 1.',
  })
    .argument('<file>', 'the agreement')
    .option('--keys <dir>', 'folder with public keys, PARTY.public.pem (default: keys, beside the agreement)')
    .action((path: string, options: VerifyOptions) => {
      const terms = openTerms(path);
      const folder = options.keys ?? join(dirname(path), 'keys');
      const file = findSignatures(signaturePath(path));
      const check = checkSignatures(terms, file, readPublicKeys(folder, terms.parties));
      if (check.status !== 'signed') process.exitCode = EXIT.failed;
      const text = (): string => wrapText(describe(path, { terms, check, folder }), textColumns(), 4);
      printResult(options.json, { ...check, effective: terms.effective }, text);
    });
}

function describe(
  path: string,
  { terms, check, folder }: { terms: AgreementTerms; check: SignatureCheck; folder: string },
): string {
  const { parties, changes, problems } = check;
  const width = Math.max(...parties.map(({ party }) => party.length));
  return [
    `${titleOf(check)}, ${effectiveText(terms)}`,
    ...parties.map((one) => `  ${one.party.padEnd(width)}  ${wordsOf(one, check.status, folder)}`),
    ...problems.map((problem) => `  ! ${problem}`),
    VERDICTS[check.status].replace('{}', path),
    ...(changes.length === 0 ? [] : [changesText(changes)]),
  ].join('\n');
}

const VERDICTS: Readonly<Record<SignatureCheck['status'], string>> = {
  signed: 'All parties have signed what {} says.',
  partly_signed: 'It does not bind yet: not every party has signed, or is known to have.',
  unsigned: 'Nobody is known to have signed it.',
  changed: '{} is not what was signed. Changed since:',
  invalid: 'The signatures do not hold.',
};

function wordsOf({ finding, key, signedAt }: PartyCheck, status: SignatureCheck['status'], folder: string): string {
  switch (finding) {
    case 'signed':
      return `signed ${status === 'changed' ? 'another text ' : ''}on ${(signedAt ?? '').slice(0, 10)}, key ${key ?? ''}`;
    case 'not_signed':
      return 'has not signed';
    case 'no_key':
      return `has a signature of key ${key ?? ''}, but ${folder} holds no public key of it`;
    case 'unknown_key':
      return `has a signature of key ${key ?? ''}, which is not one of its keys in ${folder}`;
    default:
      return `has a signature of key ${key ?? ''} that does not fit`;
  }
}
