import { renameSync, statSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { signVersion } from '../../agreement/agreement-signature.js';
import { diffTerms } from '../../agreement/diff-terms.js';
import {
  formatSignatureFile,
  newSignatureFile,
  signedThing,
  type SignatureFile,
} from '../../agreement/signature-file.js';
import { didYouMean } from '../../base/did-you-mean.js';
import { inputError } from '../../base/input-error.js';
import type { AgreementTerms } from '../../domain/agreement-terms.js';
import { findSignatures, openTerms, readPrivateKey, signaturePath } from './agreement-files.js';
import { titleOf } from '../../agreement/diff-text.js';
import { addCommand, printNote, printResult } from '../command-line.js';

interface SignOptions {
  readonly party: string;
  readonly key: string;
  readonly json?: boolean;
}

/** `interline agreement sign FILE`: adds a party's signature to those of an agreement. */
export function registerAgreementSign(group: Command): void {
  addCommand(group, 'sign', {
    description: "add a party's signature of an agreement to the file of signatures beside it",
    examples: ['agreement sign india/agreement.yaml --party ats --key keys/ats.private.pem'],
    notes: 'What is signed is what the file means, not its layout: reformatting it, or a comment, changes nothing.',
  })
    .argument('<file>', 'the agreement')
    .requiredOption('--party <id>', 'party that signs')
    .requiredOption('--key <file>', 'its private key, as "interline agreement keygen" writes it')
    .action((path: string, { party, key, json }: SignOptions) => {
      const terms = openTerms(path);
      checkParty(terms, party, path);
      const privatePem = readPrivateKey(key);
      noteOpenKey(key);
      const out = signaturePath(path);
      const file = findSignatures(out) ?? newSignatureFile(terms);
      checkSameText(file, terms, out);
      const signedAt = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
      const signature = signVersion(file, { party, privatePem, signedAt });
      const signatures = [...file.signatures.filter((one) => one.party !== party), signature];
      writeFileSync(`${out}.new`, formatSignatureFile({ ...file, signatures }));
      renameSync(`${out}.new`, out); // a file of signatures is whole or not there
      const missing = terms.parties.filter((id) => !signatures.some((one) => one.party === id));
      printResult(json, { ...signedThing(terms), signature, file: out, missing }, () =>
        [
          `${party} signed ${titleOf(signedThing(terms))} with key ${signature.key}.`,
          missing.length === 0 ? 'All parties have signed.' : `Not signed yet by ${missing.join(', ')}.`,
          `Written to ${out}.`,
        ].join('\n'),
      );
    });
}

function checkParty({ parties }: AgreementTerms, party: string, file: string): void {
  if (parties.includes(party)) return;
  throw inputError({
    code: 'unknown_reference',
    file,
    column: 'parties',
    message: 'the agreement has no such party',
    value: party,
    allowed: parties.join(', '),
    ...suggestionOf(party, parties),
  });
}

function suggestionOf(party: string, parties: readonly string[]): { suggestion?: string } {
  const suggestion = didYouMean(party, parties);
  return suggestion === undefined ? {} : { suggestion };
}

/** Signatures of one file belong to one text: nobody's signature is carried over to what they have not seen. */
function checkSameText(file: SignatureFile, terms: AgreementTerms, path: string): void {
  const changes = diffTerms(file.terms, terms);
  if (changes.length === 0) return;
  const [first] = changes;
  const more = changes.length === 1 ? '' : `, and ${changes.length - 1} more`;
  const message = `it holds signatures of version ${file.version} with other terms: ${first.words}${more}`;
  const suggestion = 'Keep it under another name and sign again, or sign the agreement as it was.';
  throw inputError({ code: 'signed_text_differs', file: path, message, suggestion });
}

function noteOpenKey(key: string): void {
  if (process.platform === 'win32' || (statSync(key).mode & 0o077) === 0) return;
  printNote(`Others can read ${key}; "chmod 600 ${key}" closes it.`);
}
