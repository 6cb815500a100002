import { brotliCompressSync, constants } from 'node:zlib';
import { FACILITY_KINDS, MODES } from '../../domain/network.js';
import type { Workspace } from '../../domain/workspace.js';
import { isPlaced } from '../../report/places.js';
import { packColumns } from '../../wire/http/columns.js';
import { NO_CODE, type PlacesHeader } from '../../wire/network/network-flows.js';
import { signatureOf } from './signature.js';

const STEPS = 0xffff;

/**
 * Where all facilities are, packed: places as shares of a box around all of them, which is finer than 60 m for a
 * subcontinent. Facilities without a place lie at its south-western corner.
 */
export function packPlaces(workspace: Workspace): Uint8Array<ArrayBuffer> {
  const { network, parties } = workspace;
  const { facilities, postalCodes } = network;
  const box = boxOf(workspace);
  const share = (value: number, from: number, to: number): number =>
    to > from ? Math.round(((value - from) / (to - from)) * STEPS) : 0;
  const header: PlacesHeader = {
    signature: signatureOf(workspace),
    box,
    postal_codes: postalCodes,
    kinds: FACILITY_KINDS,
    modes: MODES,
    parties: parties.map(({ id, name }) => ({ id, name })),
  };
  const rows = Uint32Array.from(facilities.party.keys());
  const placed = (row: number, value: number): number => (isPlaced(network, row) ? value : 0);
  return packColumns({
    header,
    columns: {
      x: Uint16Array.from(rows, (row) => placed(row, share(facilities.lon[row], box.west, box.east))),
      y: Uint16Array.from(rows, (row) => placed(row, share(facilities.lat[row], box.south, box.north))),
      party: facilities.party,
      kind: facilities.kind,
      code: Uint32Array.from(facilities.postalCode, (code) => (code < 0 ? NO_CODE : code)),
    },
  });
}

/** Columns as they are kept and sent. More effort makes them hardly smaller. */
export function compressed(columns: Uint8Array): Uint8Array {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: columns.length };
  return brotliCompressSync(columns, { params });
}

function boxOf({ network }: Workspace): PlacesHeader['box'] {
  const { facilities } = network;
  let [west, south, east, north] = [180, 90, -180, -90];
  for (let row = 0; row < facilities.count; row++) {
    if (!isPlaced(network, row)) continue;
    west = Math.min(west, facilities.lon[row]);
    east = Math.max(east, facilities.lon[row]);
    south = Math.min(south, facilities.lat[row]);
    north = Math.max(north, facilities.lat[row]);
  }
  return west > east ? { west: 0, south: 0, east: 0, north: 0 } : { west, south, east, north };
}
