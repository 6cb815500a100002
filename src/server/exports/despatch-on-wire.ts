import type { z } from '@hono/zod-openapi';
import { despatchState, type DespatchState } from '../../exporting/advance/receptacle-states.js';
import type { DespatchBag } from '../../exporting/documents/despatch.js';
import type { PostalDocument } from '../../standards/edi/postal-messages.js';
import { shipped } from '../../standards/tables/shipped.js';
import type { Tx } from '../../store/database/store.js';
import type { StoredDespatch } from '../../store/exports/export-settings.js';
import { listMessagesOf } from '../../store/exports/postal-messages.js';
import type { DespatchSchema } from '../../wire/exports/export-despatches.js';

/** Despatches as they are told, with what posts and carriers said of their bags; in the order given. */
export async function despatchesOnWire(
  tx: Tx,
  despatches: readonly StoredDespatch[],
): Promise<z.infer<typeof DespatchSchema>[]> {
  const messages = await listMessagesOf(
    tx,
    despatches.map(({ id }) => id),
  );
  return despatches.map((despatch) => {
    const own = messages.filter(({ despatch_id: of }) => of === despatch.id);
    return despatchOnWire(despatch, stateOf(despatch, own));
  });
}

/** What is known of one despatch by its messages. */
export async function despatchStateOf(tx: Tx, despatch: StoredDespatch): Promise<DespatchState> {
  return stateOf(despatch, await listMessagesOf(tx, [despatch.id]));
}

function stateOf({ bags }: StoredDespatch, messages: readonly { readonly document: unknown }[]): DespatchState {
  const ids = (bags as unknown as readonly DespatchBag[]).map(({ id }) => id);
  return despatchState(
    ids,
    messages.map(({ document }) => document as PostalDocument),
  );
}

function despatchOnWire({ id, mode, despatch, bags, closed_at: closedAt }: StoredDespatch, state: DespatchState) {
  const { booking } = state;
  return {
    id,
    mode,
    despatch,
    bags: (bags as unknown as readonly DespatchBag[]).map((bag) => ({
      receptacle: bag.id,
      weight_g: bag.weightG,
      items: bag.items.map(({ item }) => item),
      ...toldOf(state, bag.id),
    })),
    transport:
      booking === undefined
        ? null
        : {
            consignment: booking.consignment,
            carrier: booking.carrier,
            services: booking.legs.map(({ service }) => service),
          },
    excess: [...state.excess],
    closed_at: closedAt.toISOString(),
  };
}

function toldOf(state: DespatchState, bag: string) {
  const { arrival, transport } = state.bags.get(bag) ?? {};
  const meaningOf = (status: string): string | null =>
    shipped.upu().transportStatuses.find(({ code }) => code === status)?.meaning ?? null;
  return {
    arrival:
      arrival === undefined
        ? null
        : {
            outcome: arrival.outcome,
            office: arrival.office,
            at: arrival.at,
            weight_g: arrival.weightG ?? null,
            note: arrival.note ?? null,
          },
    transport:
      transport === undefined
        ? null
        : {
            status: transport.status,
            meaning: meaningOf(transport.status),
            at: transport.at,
            place: transport.place,
            service: transport.service ?? null,
          },
  };
}
