import { z } from '@hono/zod-openapi';
import { idOf, instant } from '../http/common.js';
import { NAMES_BLOCK } from './network-flows.js';
import { operation } from '../http/operation.js';

const tag = 'Network';

export const SEARCH_MAX = 50;

const columns = z.instanceof(Uint8Array).openapi({ type: 'string', format: 'binary' });
const code = z.string().openapi({ example: 'ats' });
const place = z.string().openapi({ example: 'ats:SC-DEL' });
const clock = z.string().openapi({ example: '18:00', description: 'Hours pass 24 for the next days.' });
const weekdays = z.array(z.string()).openapi({ example: ['Mon', 'Tue'] });
const kg = z
  .number()
  .nullable()
  .openapi({ description: 'Kilograms; null where nothing limits it or you may not know.' });
const column = z.number().int().openapi({ description: 'Its row in the columns.' });

/** `{id}` of a facility or a trip: its carrier, a colon, and the id that the carrier gave it. */
const namedParams = z.strictObject({
  id: z
    .string()
    .max(200)
    .regex(/^[^:]+:.+$/, 'must be such as ats:SC-DEL'),
});

export const NamesSchema = z
  .object({
    of: z.enum(['facility', 'trip']),
    first: column,
    data: z.array(z.object({ id: place, name: z.string() })),
  })
  .openapi('NetworkNames');

export const FacilitySchema = z
  .object({
    id: place,
    column,
    name: z.string(),
    kind: z.string().openapi({ example: 'sort_centre' }),
    party: code,
    party_name: z.string(),
    own: z.boolean(),
    postal_code: z.string().nullable(),
    position: z.tuple([z.number(), z.number()]).openapi({ description: 'Longitude and latitude in degrees.' }),
    sort_minutes: z.number().openapi({ description: 'From unloaded to ready for the next departure.' }),
    parcels_per_hour: z.number().nullable().openapi({ description: 'Of your own; null where nothing limits it.' }),
    open: z.object({ days: weekdays, from: clock, to: clock }).nullable().openapi({ description: 'null: always.' }),
    departures_a_day: z.number(),
    interchanges: z.array(z.string()),
    collects: z.object({ postal_codes: z.number().int(), accept_by: clock.nullable() }),
    delivers: z.object({
      postal_codes: z.number().int(),
      load_by: clock.nullable(),
      deliver_by: clock.nullable(),
      parcels_per_day: z.number().nullable(),
      granted_per_day: z.number().nullable().openapi({ description: 'What of it the agreement opens to partners.' }),
    }),
  })
  .openapi('NetworkFacility');

export const DepartureSchema = z
  .object({
    id: z.string().openapi({ example: 'ats:TRUCK-1@2026-11-24' }),
    column: column.openapi({ description: 'Row of the trip in the columns.' }),
    trip: place,
    name: z.string(),
    party: code,
    party_name: z.string(),
    own: z.boolean(),
    mode: z.string().nullable().openapi({ example: 'rail' }),
    vehicle: z.string().nullable(),
    date: z.iso.date(),
    capacity_kg: kg.openapi({ description: 'Of the vehicle, for its own carrier.' }),
    calls: z.array(
      z.object({
        facility: place,
        column,
        name: z.string(),
        arrives_at: instant,
        departs_at: instant,
        km: z.number().nullable(),
      }),
    ),
    legs: z.array(
      z.object({
        granted_kg: kg.openapi({ description: 'What the agreement opens to partners on this leg.' }),
        clause: z.number().int().nullable().openapi({ description: 'Index of the clause that opens it.' }),
      }),
    ),
    clauses: z.array(
      z.object({
        index: z.number().int(),
        on: z.string().openapi({ example: 'indiapost:RAIL-*' }),
        quantity: z.string().openapi({ example: '0.3x' }),
        type: z.string().openapi({ example: 'exchange' }),
      }),
    ),
  })
  .openapi('NetworkDeparture');

export const InterchangePointSchema = z
  .object({
    id: z.string().openapi({ example: 'IX-DEL' }),
    facilities: z.array(z.object({ id: place, column, name: z.string(), party: code })),
    directions: z.array(z.object({ from: code, to: code })),
    windows: z.array(z.object({ days: weekdays, opens: clock, closes: clock })),
    transfer_minutes: z.number(),
    slot_minutes: z.number(),
    parcels_per_window: z.number().nullable(),
    manifest_minutes: z.number().openapi({ description: 'Ready at the giving side so long before the tender.' }),
    grace_minutes: z.number(),
  })
  .openapi('NetworkInterchangePoint');

const service = z.object({
  facility: place,
  column,
  name: z.string(),
  party: code,
  days: weekdays,
});

export const PostalCodeSchema = z
  .object({
    postal_code: z.string(),
    column,
    offices: z.array(z.object({ id: place, column, name: z.string(), kind: z.string(), party: code })),
    office_count: z.number().int().openapi({ description: 'Of which the first few are told.' }),
    collected: z.array(service.extend({ accept_by: clock })),
    delivered: z.array(
      service.extend({ load_by: clock, deliver_by: clock, extra_days: z.number().int(), cod: z.boolean() }),
    ),
    delivered_count: z.number().int(),
  })
  .openapi('NetworkPostalCode');

export const FoundSchema = z
  .object({
    data: z.array(
      z.object({
        kind: z.enum(['postal_code', 'facility', 'trip', 'interchange', 'shipment']),
        id: z.string().openapi({ example: 'indiapost:HUB-DEL' }),
        name: z.string(),
        about: z
          .string()
          .openapi({ description: 'Postal code of a facility, mode of a trip, tracking number of a shipment.' }),
        party: code.nullable(),
        column: column.nullable(),
      }),
    ),
  })
  .openapi('NetworkFound');

export const getNetworkPlaces = operation({
  id: 'getNetworkPlaces',
  method: 'get',
  path: '/v1/network/places',
  tag,
  summary: 'Where all facilities and offices are, as columns',
  description:
    'For carriers. Columns x and y (shares of 65,535 of the box in the header, y northwards), party, kind and code (a row of postal_codes in the ' +
    'header, or 4294967295), one row a facility. Names come in blocks, from getNetworkNames.',
  access: 'plans:read',
  answer: { status: 200, about: 'The columns.', body: columns },
  answerType: 'application/vnd.interline.columns',
});

export const getNetworkNames = operation({
  id: 'getNetworkNames',
  method: 'get',
  path: '/v1/network/names',
  tag,
  summary: 'Names of a block of facilities or trips',
  access: 'plans:read',
  query: z.strictObject({
    of: z.enum(['facility', 'trip']).default('facility'),
    block: z.coerce
      .number()
      .int()
      .min(0)
      .openapi({ description: `Rows ${NAMES_BLOCK} x block and on.` }),
  }),
  answer: { status: 200, about: 'Ids and names, in the order of rows.', body: NamesSchema },
});

export const getNetworkFlows = operation({
  id: 'getNetworkFlows',
  method: 'get',
  path: '/v1/network/flows',
  tag,
  summary: 'What moves over which legs in a plan, as columns',
  description:
    "For carriers: of your departures all that is aboard and their capacity, of the partner's your own parcels and the room that the " +
    'agreement grants. With it your figures, alone and together. Never what anything costs the partner.',
  access: 'plans:read',
  query: z.strictObject({
    plan: idOf('plan').optional().openapi({ description: 'The newest plan that was made, unless you say which.' }),
  }),
  answer: { status: 200, about: 'The columns.', body: columns },
  answerType: 'application/vnd.interline.columns',
  problems: ['not_found', 'conflict'],
});

export const getNetworkFacility = operation({
  id: 'getNetworkFacility',
  method: 'get',
  path: '/v1/network/facilities/{id}',
  tag,
  summary: 'One facility: what it does, when, and by which cut-offs',
  access: 'plans:read',
  params: namedParams,
  answer: { status: 200, about: 'The facility.', body: FacilitySchema },
  problems: ['not_found'],
});

export const getNetworkDeparture = operation({
  id: 'getNetworkDeparture',
  method: 'get',
  path: '/v1/network/departures/{id}',
  tag,
  summary: 'One departure: its calls, its room, and the clauses that open it',
  access: 'plans:read',
  params: z.strictObject({
    id: z
      .string()
      .max(200)
      .regex(/^[^:@]+:.+@\d{4}-\d{2}-\d{2}$/, 'must be a departure such as ats:TRUCK-1@2026-11-24'),
  }),
  answer: { status: 200, about: 'The departure.', body: DepartureSchema },
  problems: ['not_found'],
});

export const getNetworkInterchange = operation({
  id: 'getNetworkInterchange',
  method: 'get',
  path: '/v1/network/interchanges/{id}',
  tag,
  summary: 'One interchange point: who meets there, and its windows',
  access: 'plans:read',
  params: z.strictObject({ id: z.string().max(200) }),
  answer: { status: 200, about: 'The interchange point.', body: InterchangePointSchema },
  problems: ['not_found'],
});

export const getNetworkPostalCode = operation({
  id: 'getNetworkPostalCode',
  method: 'get',
  path: '/v1/network/postal-codes/{id}',
  tag,
  summary: 'One postal code: its offices, who collects and delivers, and by when',
  access: 'plans:read',
  params: z.strictObject({ id: z.string().max(20) }),
  answer: { status: 200, about: 'The postal code.', body: PostalCodeSchema },
  problems: ['not_found'],
});

export const searchNetwork = operation({
  id: 'searchNetwork',
  method: 'get',
  path: '/v1/network/search',
  tag,
  summary: 'Find a postal code, office, facility, trip, interchange point, or a shipment that you may see',
  description: 'Beginnings of words in any order; a shipment by its whole tracking number, reference or id.',
  access: 'plans:read',
  query: z.strictObject({
    q: z.string().min(1).max(100),
    limit: z.coerce.number().int().min(1).max(SEARCH_MAX).default(12),
  }),
  answer: { status: 200, about: 'What fits, the weightiest first.', body: FoundSchema },
});
