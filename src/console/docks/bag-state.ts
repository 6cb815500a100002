import type { z } from '@hono/zod-openapi';
import type { getContainer } from '../../wire/containers.js';
import type { KeptAct } from './dock-store.js';

export type WireBag = z.infer<typeof getContainer.answer.body>;

/** A bag as it is with all that waits to be sent. */
export interface ShownBag {
  readonly bag: WireBag;
  readonly status: WireBag['status'];
  readonly seal: string | null;
  /** What was put in here and is not acknowledged: numbers of pieces and bags. */
  readonly waiting: readonly string[];
}

/** A bag with what was done with it on this device, as the server will judge it if nothing speaks against it. */
export function shownBag(bag: WireBag, acts: readonly KeptAct[]): ShownBag {
  const own = acts.filter(({ handoverId, refusal }) => handoverId === bag.id && refusal === undefined);
  let shown: ShownBag = { bag, status: bag.status, seal: bag.seal, waiting: [] };
  for (const { step } of own) {
    if (step.kind !== 'yard') continue;
    const { doing } = step;
    if (doing.kind === 'put') shown = { ...shown, waiting: [...shown.waiting, doing.piece] };
    else if (doing.kind === 'put_container') shown = { ...shown, waiting: [...shown.waiting, doing.container] };
    else if (doing.kind === 'close') shown = { ...shown, status: 'closed' };
    else if (doing.kind === 'open') shown = { ...shown, status: 'open', seal: null };
    else if (doing.kind === 'seal') shown = { ...shown, status: 'sealed', seal: doing.seal };
  }
  return shown;
}
