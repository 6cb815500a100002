import type { AgreementSignature } from '../../../domain/agreement-act.js';

/** Why a file's signature cannot be sent. */
export type UploadFault = 'no_file' | 'no_own' | 'other_terms';

/** A party's signature in a file of signatures as `interline agreement sign` writes it, or why there is none of this version. */
export function signatureInFile(
  text: string,
  { party, sha256 }: { readonly party: string; readonly sha256: string },
): AgreementSignature | UploadFault {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return 'no_file';
  }
  const { signatures, sha256: of } = (file ?? {}) as { readonly signatures?: unknown; readonly sha256?: unknown };
  if (!Array.isArray(signatures)) return 'no_file';
  if (of !== sha256) return 'other_terms';
  const own = (signatures as readonly Partial<AgreementSignature>[]).find((one) => one.party === party);
  const { key, signed_at, signature } = own ?? {};
  if (typeof key !== 'string' || typeof signed_at !== 'string' || typeof signature !== 'string') return 'no_own';
  return { party, key, signed_at, signature };
}
