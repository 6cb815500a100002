import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { readTerms } from '../../agreement/read-terms.js';
import { parseSignatureFile, type SignatureFile } from '../../agreement/signature-file.js';
import { inputError, type InputError } from '../../base/input-error.js';
import { keyIdOf } from '../../base/signing.js';
import type { AgreementTerms } from '../../domain/agreement-terms.js';
import { printNote } from '../command-line.js';
import { plural } from '../failures.js';

export const PUBLIC_KEY_SUFFIX = '.public.pem';
export const PRIVATE_KEY_SUFFIX = '.private.pem';

/** Reads an agreement's terms from its file and says on standard error when it has warnings. */
export function openTerms(path: string): AgreementTerms {
  const { terms, warnings } = readTerms(readText(path, 'the agreement'), path);
  if (warnings.length > 0)
    printNote(`${path} has ${plural(warnings.length, 'warning')}; in a workspace "interline validate" lists them.`);
  return terms;
}

/** Where the signatures of an agreement are kept: `agreement.signatures.json` beside `agreement.yaml`. */
export function signaturePath(path: string): string {
  return join(dirname(path), `${basename(path).replace(/\.(ya?ml|json)$/, '')}.signatures.json`);
}

/** Reads the signatures beside an agreement; undefined when there are none yet. */
export function findSignatures(path: string): SignatureFile | undefined {
  return existsSync(path) ? parseSignatureFile(readText(path, 'the file of signatures'), path) : undefined;
}

/** Public keys by party: every `PARTY.public.pem` and `PARTY.NAME.public.pem` of a folder. None when it is not there. */
export function readPublicKeys(folder: string, parties: readonly string[]): Map<string, string[]> {
  const keys = new Map<string, string[]>();
  if (!existsSync(folder)) return keys;
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith(PUBLIC_KEY_SUFFIX)) continue;
    const stem = name.slice(0, -PUBLIC_KEY_SUFFIX.length);
    const party = parties.find((id) => stem === id || stem.startsWith(`${id}.`));
    if (party === undefined) continue;
    const path = join(folder, name);
    const pem = readText(path, 'the key');
    checkKey(pem, path, 'public');
    keys.set(party, [...(keys.get(party) ?? []), pem]);
  }
  return keys;
}

/** Reads a private key; throws an InputError when it is none. */
export function readPrivateKey(path: string): string {
  const pem = readText(path, 'the key');
  checkKey(pem, path, 'private');
  return pem;
}

/** Writes a file that must not be there yet. */
export function writeNewFile(path: string, text: string, mode: number): void {
  try {
    writeFileSync(path, text, { flag: 'wx', mode });
  } catch (error) {
    if (!(error instanceof Error) || (error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const message = 'is there already and is never overwritten';
    throw inputError({
      code: 'file_exists',
      file: path,
      message,
      suggestion: 'Choose another folder, or move it away.',
    });
  }
}

/** Text of a file that a person named; an InputError when it cannot be read. */
function readText(path: string, what: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    const message = code === 'ENOENT' ? `${what} does not exist` : `${what} cannot be read (${code})`;
    throw inputError({ code: 'missing_file', file: path, message });
  }
}

function checkKey(pem: string, path: string, kind: 'private' | 'public'): void {
  const allowed = `an Ed25519 ${kind} key in PEM, as "interline agreement keygen" writes it`;
  const refuse = (message: string): InputError => inputError({ code: 'bad_key', file: path, message, allowed });
  const isPrivate = pem.includes('PRIVATE KEY-----');
  if (isPrivate !== (kind === 'private')) throw refuse(isPrivate ? 'is a private key' : `is not a ${kind} key`);
  try {
    keyIdOf(pem);
  } catch {
    throw refuse(`is no Ed25519 ${kind} key`);
  }
}
