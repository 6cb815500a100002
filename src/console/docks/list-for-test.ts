import type { ScanList } from './scan/scan-list.js';

/** For tests: a sealed bag with two pieces, an open cage with one piece and a bag, three loose pieces. */
export function listForTest(changes: Partial<ScanList> = {}): ScanList {
  const numbers = ['A1', 'A2', 'B1', 'C1', 'L1', 'L2', 'L3'];
  return {
    id: 'mnf_1',
    phase: 'tendered',
    giver_id: 'org_1',
    receiver_id: 'org_2',
    giver_place: 'ats:FC-DEL',
    receiver_place: 'post:HUB-DEL',
    interchange: 'IX-DEL',
    tender_at: '2026-11-23T11:00:00.000Z',
    departure: null,
    tendered_at: '2026-11-23T11:00:00.000Z',
    report_by: '2026-11-24T11:00:00.000Z',
    containers: {
      ssccs: [BAG, CAGE, INNER],
      seals: ['S-1', null, null],
      inside: [-1, -1, 1],
      status: 'eee',
    },
    pieces: {
      ids: numbers.map((name) => `shp_${name}`),
      tracking_numbers: numbers,
      inside: [0, 0, 1, 2, -1, -1, -1],
      status: 'eeeeeee',
    },
    others: [],
    ...changes,
  };
}

export const BAG = '106141412345678908';
export const CAGE = '089012340000000007';
export const INNER = '089012340000000014';
