import { findManifest, listDueHandovers } from '../../store/docks/manifests.js';
import type { ServerContext } from '../context.js';
import { settle } from './apply-acts.js';

/** So many at once, so that none waits long for a connection. */
const HANDOVERS = 20;

/**
 * Lets silence accept: of every handover whose time is up, the receiver's acceptance is recorded in its name. Whatever was settled before
 * a process was killed stays so; the rest is found again. Returns how many were settled.
 */
export async function settleHandovers(
  { store, now }: Pick<ServerContext, 'store' | 'now'>,
  signal?: AbortSignal,
): Promise<number> {
  let count = 0;
  for (;;) {
    const due = await store.asGate((tx) => listDueHandovers(tx, now(), HANDOVERS));
    for (const { id, mode, receiverId } of due) {
      if (signal?.aborted === true) return count;
      const acting = { partyId: receiverId, mode };
      await store.asParty(acting, async (tx) => {
        const stored = await findManifest(tx, id);
        if (stored !== undefined) await settle(tx, { acting, actor: 'silence', now: now() }, stored);
      });
      count++;
    }
    if (due.length < HANDOVERS) return count;
  }
}
