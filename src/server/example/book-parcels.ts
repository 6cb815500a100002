import { NONE } from '../../base/none.js';
import { GOODS } from '../../domain/network.js';
import type { NewShipmentSchema } from '../../wire/shipments/shipments.js';
import type { z } from '@hono/zod-openapi';
import { originTextOf, referenceOf, type ExampleWorld } from './read-example.js';
import type { StoryClock } from './story-clock.js';

/** So many are booked by one request. */
const BOOKED_AT_ONCE = 500;

/**
 * Books all parcels of the example as their carriers would, at the clock's moment, and returns their ids, by row. Asked
 * again, it returns the same ones.
 */
export async function bookParcelsOf(
  { carriers }: StoryClock,
  world: ExampleWorld,
  onProgress: (booked: number) => void,
): Promise<string[]> {
  const ids = world.parcels.map(() => '');
  let booked = 0;
  for (const { code, client } of carriers.values()) {
    const rows = [...world.parcels.keys()].filter((row) => world.parcels[row].owner === code);
    for (let first = 0; first < rows.length; first += BOOKED_AT_ONCE) {
      const batch = rows.slice(first, first + BOOKED_AT_ONCE);
      const { body } = await client.createShipments({
        headers: { 'idempotency-key': `example-parcels-${first}` },
        body: { shipments: batch.map((row) => sentOf(world, row)) },
      });
      batch.forEach((row, index) => {
        ids[row] = body.ids[index] ?? '';
      });
      booked += batch.length;
      onProgress(booked);
    }
  }
  return ids;
}

/** A parcel of the workspace's file, to somebody whom nobody can take for a real person. */
function sentOf({ workspace, shipments, plan }: ExampleWorld, row: number): z.input<typeof NewShipmentSchema> {
  const { calendar, network, products } = workspace;
  const instantOf = (sec: number): string => new Date(calendar.startMs + sec * 1000).toISOString();
  const dueSec = shipments.promisedSec[row] === NONE ? plan.dueSec[row] : shipments.promisedSec[row];
  const pin = network.postalCodes[shipments.destination[row]];
  const number = String(row + 1).padStart(4, '0');
  return {
    reference: referenceOf(shipments, row),
    product: products[shipments.product[row]].id,
    origin: originTextOf(workspace, shipments, row),
    ready_at: instantOf(shipments.readySec[row]),
    promised_by: instantOf(dueSec),
    accept_unpromised: true,
    destination_pin: pin,
    weight_g: shipments.weightG[row],
    volume_ml: Math.max(1, shipments.volumeMl[row]),
    ...(shipments.longestSideCm[row] > 0 ? { longest_side_cm: shipments.longestSideCm[row] } : {}),
    goods: GOODS.filter((_, bit) => (shipments.goods[row] & (1 << bit)) !== 0),
    cod_minor: shipments.codAmount[row],
    value_minor: shipments.value[row],
    item_description: 'Synthetic goods',
    recipient: {
      name: `Synthetic Recipient ${number}`,
      phone: `+91 00000 0${number}`,
      address: `${row + 1} Synthetic Street\nPIN ${pin}`,
    },
  };
}
