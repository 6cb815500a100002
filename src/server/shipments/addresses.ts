import type { z } from '@hono/zod-openapi';
import { FACILITY_KINDS } from '../../domain/network.js';
import { decodeDigipin } from '../../standards/digipin/digipin.js';
import { parsePin } from '../../standards/pin/pin-code.js';
import * as wire from '../../wire/shipments/addresses.js';
import type { OperationServer } from '../http/serve-operation.js';
import type { CarrierOf } from '../quotes/carrier-of.js';
import type { OpenDesk } from '../quotes/quote-desk.js';
import type { ReferenceData } from '../reference-data.js';
import { addressLines } from './address-lines.js';
import { digipinOf } from './digipin-of.js';
import { farFromOffices, kmToFacility, officesOfCode } from './offices-of-code.js';

type Checked = z.infer<typeof wire.checkAddress.answer.body>;

/** Offices of a carrier that are named; a city's code can have dozens. */
const OFFICES_MAX = 20;

/** Addresses, as far as the delivery tables know them. */
export function serveAddresses(operations: OperationServer, carrierOf: CarrierOf): void {
  const { reference, quotes } = operations.server;
  operations.serve(wire.checkAddress, async ({ input, principal, now }) => {
    const { postal_code: sent, address, ...place } = input.body;
    const carrier = await carrierOf.find(principal.organisationId);
    const open = await quotes.at(now);
    const digipin = digipinOf(place, []);
    const pin = parsePin(sent);
    const postalCode = pin.status === 'valid' ? pin.value.pin : sent.trim();
    const code = reference.postalCodeOf.get(postalCode);
    const at = digipin === undefined ? undefined : decodeDigipin(digipin);
    const location = at?.status === 'valid' ? at.value : undefined;
    const carriers = code === undefined ? [] : deliverers(open, reference, { code, location, party: carrier.party });
    const { lines, otherCode } = addressLines(address ?? '', postalCode);
    const warnings: Checked['warnings'] = [];
    const warn = (code: string, message: string | undefined, pointer: string): void => {
      if (message !== undefined) warnings.push({ code, message, pointer });
    };
    // In a workspace of Indian codes, what cannot be a PIN is a slip; elsewhere codes have other forms.
    const isIndian = reference.workspace.calendar.timezone === 'Asia/Kolkata';
    if (isIndian && pin.status === 'refused') warn('bad_format', pin.refusal.message, '#/postal_code');
    if (carriers.length === 0) warn('not_delivered', 'no carrier delivers to this postal code', '#/postal_code');
    if (otherCode !== undefined) {
      warn('conflicting_value', `the address says ${otherCode}, not ${postalCode}`, '#/address');
    }
    if (digipin !== undefined) warn('far_from_offices', farFromOffices(open, { code, digipin }), '#/digipin');
    return {
      postal_code: postalCode,
      delivered: carriers.length > 0,
      states: pin.status === 'valid' ? [...pin.value.states] : [],
      carriers,
      digipin: digipin ?? null,
      location: location ?? null,
      address_lines: lines,
      warnings,
    };
  });
}

interface Asked {
  readonly code: number;
  readonly location: { readonly lat: number; readonly lon: number } | undefined;
  readonly party: number; // whose products are asked about
}

/** Who delivers in a postal code, what, and from which offices. */
function deliverers(open: OpenDesk, { parties }: ReferenceData, { code, location, party }: Asked): Checked['carriers'] {
  const { workspace } = open;
  const { facilities, deliveries } = workspace.network;
  const byParty = new Map<number, { offices: number[]; rows: number[] }>();
  for (const [facility, rows] of officesOfCode(open, code)) {
    const of = facilities.party[facility] ?? 0;
    const known = byParty.get(of) ?? { offices: [], rows: [] };
    known.offices.push(facility);
    known.rows.push(...rows);
    byParty.set(of, known);
  }
  return [...byParty].map(([of, { offices, rows }]) => {
    const kgMax = Math.max(...rows.map((row) => deliveries.weightKgMax[row] ?? 0));
    const named = offices.map((facility) => ({
      id: facilities.id[facility] ?? '',
      name: facilities.name[facility] ?? '',
      kind: FACILITY_KINDS[facilities.kind[facility] ?? 0] ?? '',
      km: location === undefined ? null : Math.round(kmToFacility(open, facility, location) * 10) / 10,
    }));
    return {
      party: parties[of]?.code ?? '',
      products: productsOf(open, of, party),
      cod: rows.some((row) => deliveries.cod[row] === 1),
      weight_g_max: Number.isFinite(kgMax) ? Math.round(kgMax * 1000) : null,
      offices: named.toSorted((a, b) => (a.km ?? 0) - (b.km ?? 0)).slice(0, OFFICES_MAX),
    };
  });
}

/** All products of a carrier are its own to deliver; of a partner's, those that the agreement in force has terms for. */
function productsOf({ workspace: { agreement, products } }: OpenDesk, deliverer: number, party: number): string[] {
  const taken = agreement?.parties.includes(deliverer) === true ? agreement.products : [];
  return products
    .filter((_, index) => deliverer === party || taken.some(({ product }) => product === index))
    .map(({ id }) => id);
}
