import type { Agreement } from '../../domain/agreement.js';
import { findAgreementText } from '../../store/agreements/agreements.js';
import type { Tx } from '../../store/database/store.js';
import type { ReferenceData } from '../reference-data.js';
import { agreementOfText } from './agreement-version.js';

/** Agreements that were read, newest use last; a text never changes. */
const KEPT_MAX = 16;
const kept = new WeakMap<ReferenceData, Map<string, Agreement>>();

/** The agreement of a version that the acting party sees, read once; undefined where there is none. */
export async function agreementOfVersion(tx: Tx, id: string, reference: ReferenceData): Promise<Agreement | undefined> {
  const known = kept.get(reference) ?? new Map<string, Agreement>();
  kept.set(reference, known);
  // The text is asked for each time, because not everybody who acts sees every version.
  const found = known.get(id);
  const text = await findAgreementText(tx, id);
  if (text === undefined) return undefined;
  const agreement = found ?? agreementOfText(text.text, reference);
  known.delete(id);
  known.set(id, agreement);
  for (const oldest of known.keys()) {
    if (known.size <= KEPT_MAX) break;
    known.delete(oldest);
  }
  return agreement;
}
