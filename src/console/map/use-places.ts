import type { Client } from '../../wire/http/call-route.js';
import { unpackColumns } from '../../wire/http/columns.js';
import { useAnswer, type Answered } from '../client/use-answer.js';
import { mapPlacesOf, type MapPlaces } from './map-places.js';

/** Laid out once for whoever is signed in, however many pages draw them. */
const known = new WeakMap<Client, Promise<MapPlaces>>();

/** All facilities and offices, for pages that draw them. */
export function usePlaces(): Answered<MapPlaces> {
  return useAnswer((client) => placesFor(client), []);
}

function placesFor(client: Client): Promise<MapPlaces> {
  const before = known.get(client);
  if (before !== undefined) return before;
  const asked = client.getNetworkPlaces().then(({ body }) => mapPlacesOf(unpackColumns(body)));
  known.set(client, asked);
  asked.catch(() => known.delete(client));
  return asked;
}
