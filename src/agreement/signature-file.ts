import { canonicalJson, type Json } from '../base/canonical-json.js';
import { inputError } from '../base/input-error.js';
import { sha256 } from '../base/signing.js';
import type { AgreementSignature } from '../domain/agreement-act.js';
import type { AgreementTerms } from '../domain/agreement-terms.js';
import type { SignedThing } from '../domain/signed-text.js';
import { signatureFault } from './agreement-signature.js';
import { canonicalTerms, versionIdOf } from './agreement-terms.js';
import { diffTerms, type TermsChange } from './diff-terms.js';
import { readTerms } from './read-terms.js';

/** What a file of signatures says that it is. */
export const SIGNATURE_FORMAT = 'interline-agreement-signatures-1';
const SHAPE = `{ "format": "${SIGNATURE_FORMAT}", "agreement", "version", "sha256", "terms", "signatures": [...] }`;

/** Signatures of one version of an agreement, with the terms as they were signed. */
export interface SignatureFile extends SignedThing {
  /** What was hashed, exactly. A later program may know more terms, with defaults; the hash stays that of these. */
  readonly hashed: Json;
  readonly terms: AgreementTerms; // the same, as this program reads it
  readonly signatures: readonly AgreementSignature[];
}

/** What signatures prove about an agreement. */
export interface SignatureCheck extends SignedThing {
  /** `changed`: the file is not what was signed. `invalid`: a signature or the file of signatures is not genuine. */
  readonly status: 'signed' | 'partly_signed' | 'unsigned' | 'changed' | 'invalid';
  readonly parties: readonly PartyCheck[];
  readonly problems: readonly string[];
  readonly changes: readonly TermsChange[]; // from what was signed to what is in the file
}

export interface PartyCheck {
  readonly party: string;
  readonly finding: 'signed' | 'not_signed' | 'no_key' | 'unknown_key' | 'bad_signature';
  readonly key: string | undefined;
  readonly signedAt: string | undefined;
}

/** What would be signed of some terms. */
export function signedThing(terms: AgreementTerms): SignedThing {
  return { agreement: terms.agreement, version: terms.version, sha256: versionIdOf(terms) };
}

/** A file of signatures without any yet. */
export function newSignatureFile(terms: AgreementTerms): SignatureFile {
  const hashed = JSON.parse(canonicalTerms(terms)) as Json;
  return { ...signedThing(terms), hashed, terms, signatures: [] };
}

/** The text of a file of signatures. */
export function formatSignatureFile({ hashed, agreement, version, sha256: hash, signatures }: SignatureFile): string {
  const file = { format: SIGNATURE_FORMAT, agreement, version, sha256: hash, terms: hashed, signatures };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

/** Reads the text of a file of signatures; throws an InputError when it is none. */
export function parseSignatureFile(text: string, file: string): SignatureFile {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    const message = `is not JSON: ${error instanceof Error ? error.message : String(error)}`;
    throw inputError({ code: 'bad_json', file, message, allowed: SHAPE });
  }
  if (!isSignatureFile(content)) {
    throw inputError({ code: 'wrong_shape', file, message: 'holds no signatures of an agreement', allowed: SHAPE });
  }
  const { agreement, version, sha256: hash, terms: hashed, signatures } = content;
  const { terms } = readTerms(JSON.stringify(hashed), file);
  return { agreement, version, sha256: hash, hashed, terms, signatures };
}

/** Checks an agreement's terms against the signatures that there are, with the public keys known of each party. */
export function checkSignatures(
  terms: AgreementTerms,
  file: SignatureFile | undefined,
  keys: ReadonlyMap<string, readonly string[]>,
): SignatureCheck {
  const now = signedThing(terms);
  const problems: string[] = [];
  const parties = terms.parties.map((party) => checkParty(party, file, keys));
  const found = (finding: PartyCheck['finding']): boolean => parties.some((check) => check.finding === finding);
  if (file === undefined) return { ...now, status: 'unsigned', parties, problems, changes: [] };
  // Where the hash is that of the file, the kept terms do not matter; they tell what has changed where it is not.
  const genuine = sha256(canonicalJson(file.hashed)) === file.sha256;
  const same = file.sha256 === now.sha256 || (genuine && versionIdOf(file.terms) === now.sha256);
  if (!genuine) problems.push('the copy of the terms beside the signatures was altered');
  for (const { party } of file.signatures) {
    if (!terms.parties.includes(party)) problems.push(`${party} has signed, but is no party of the agreement`);
  }
  const changes = same || !genuine ? [] : diffTerms(file.terms, terms);
  const invalid = found('bad_signature') || found('unknown_key') || (!genuine && !same);
  const status = invalid ? 'invalid'
    : !same ? 'changed'
    : parties.every(({ finding }) => finding === 'signed') ? 'signed'
    : found('signed') ? 'partly_signed' : 'unsigned'; // prettier-ignore
  return { ...now, status, parties, problems, changes };
}

function checkParty(
  party: string,
  file: SignatureFile | undefined,
  keys: ReadonlyMap<string, readonly string[]>,
): PartyCheck {
  const signature = file?.signatures.find((one) => one.party === party);
  if (file === undefined || signature === undefined) {
    return { party, finding: 'not_signed', key: undefined, signedAt: undefined };
  }
  const known = keys.get(party) ?? [];
  const about = { party, key: signature.key, signedAt: signature.signed_at };
  if (known.length === 0) return { ...about, finding: 'no_key' };
  return { ...about, finding: signatureFault(file, signature, known) ?? 'signed' };
}

type Parsed = SignedThing & { readonly terms: Json; readonly signatures: readonly AgreementSignature[] };

function isSignatureFile(content: unknown): content is Parsed {
  if (!isRecord(content) || content['format'] !== SIGNATURE_FORMAT) return false;
  const { agreement, version, sha256: hash, terms, signatures } = content;
  if (typeof agreement !== 'string' || typeof version !== 'number' || typeof hash !== 'string') return false;
  if (!isRecord(terms) || !Array.isArray(terms['parties']) || !Array.isArray(signatures)) return false;
  return (signatures as unknown[]).every(
    (one) => isRecord(one) && ['party', 'key', 'signed_at', 'signature'].every((key) => typeof one[key] === 'string'),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
