import type { z } from '@hono/zod-openapi';
import type { ContainerSchema, getContainer } from '../../../wire/docks/containers.js';
import type { KeptAct } from '../device/dock-store.js';
import type { NewBag } from '../scan/scan-list.js';

/** What the dock shows of a bag: by the server, or as it was made on this device. */
export type KnownBag = Pick<
  z.infer<typeof getContainer.answer.body>,
  'id' | 'sscc' | 'kind' | 'opens_at' | 'status' | 'seal' | 'manifest_id' | 'weight_g'
> & { readonly pieces: readonly { readonly id: string }[] };

/** A bag in a list. */
export type ListedBag = Pick<
  z.infer<typeof ContainerSchema>,
  'id' | 'sscc' | 'kind' | 'opens_at' | 'status' | 'seal' | 'manifest_id' | 'container'
>;

/** A bag as it is with all that waits to be sent. */
export interface ShownBag {
  readonly bag: KnownBag;
  readonly status: KnownBag['status'];
  readonly seal: string | null;
  /** What was put in here and is not acknowledged: numbers of pieces and bags. */
  readonly waiting: readonly string[];
}

/** A bag that was made on this device; its SSCC names it until the server has given it an id. */
export function emptyBag({ sscc, kind, opens_at }: NewBag): KnownBag {
  return { id: sscc, sscc, kind, opens_at, status: 'open', seal: null, manifest_id: null, weight_g: 0, pieces: [] };
}

/** Whether an act was done with a bag, under its id or its SSCC, and waits. */
export function waitsFor({ handoverId, refusal }: KeptAct, bag: Pick<KnownBag, 'id' | 'sscc'>): boolean {
  return (handoverId === bag.id || handoverId === bag.sscc) && refusal === undefined;
}

/** A bag with what was done with it on this device, as the server will judge it if nothing speaks against it. */
export function shownBag(bag: KnownBag, acts: readonly KeptAct[]): ShownBag {
  const own = acts.filter((act) => waitsFor(act, bag));
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

/** Bags in hand, newest first: those that were made here and wait, and those that the server told, with what was done here since. */
export function bagsInHand(told: readonly ListedBag[], acts: readonly KeptAct[]): ListedBag[] {
  const known = new Set(told.map(({ sscc }) => sscc));
  const made = acts.flatMap(({ step, refusal }) =>
    step.kind === 'bag' && refusal === undefined && !known.has(step.bag.sscc)
      ? [{ ...emptyBag(step.bag), container: null }]
      : [],
  );
  return [...made.toReversed(), ...told].map((bag) => {
    const { status, seal } = shownBag({ ...bag, weight_g: 0, pieces: [] }, acts);
    return { ...bag, status, seal };
  });
}
