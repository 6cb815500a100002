import { createHash } from 'node:crypto';
import type { Workspace } from '../../domain/workspace.js';

const known = new WeakMap<readonly string[], string>();

/**
 * Names the rows of a workspace's facilities and postal codes, so that a plan's columns are not laid over places of a
 * workspace that has changed since.
 */
export function signatureOf({ network }: Workspace): string {
  const { facilities, postalCodes } = network;
  const found = known.get(postalCodes);
  if (found !== undefined) return found;
  const hash = createHash('sha256');
  for (const list of [postalCodes, facilities.id]) hash.update(`${list.join('\n')}\n\n`);
  hash.update(facilities.party);
  const signature = hash.digest('base64url').slice(0, 16);
  known.set(postalCodes, signature);
  return signature;
}
