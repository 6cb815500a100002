import type { WorldSketch } from './world-sketch.js';

/**
 * Worlds that several tests look at, each from its own side. A test spreads one and draws over it what it is about.
 */

/**
 * Two vans for five parcels: `VAN` carries 2 kg from A to B for 100 a parcel, a second one may run for 1000. B delivers
 * code 1 for 20. One parcel stays behind.
 */
export const SCARCE_VAN: WorldSketch = {
  days: 1,
  parties: ['ats'],
  facilities: [
    { id: 'A', party: 'ats' },
    { id: 'B', party: 'ats' },
  ],
  trips: [{ id: 'VAN', party: 'ats', calls: 'A 02:00, B 05:00', kg: 2 }],
  options: [{ trip: 'VAN', cost: 1000 }],
  deliveries: [{ facility: 'B', code: '1', cost: 20 }],
  shipments: [{ party: 'ats', from: 'A', to: '1', count: 5 }],
};

/**
 * A parcel that changes hands: ats rides `T1` from FC to SC and tenders at IX between 04:00 and 05:00; post rides `M1`
 * from HUB to PO, which delivers 793101.
 */
export const HANDOVER: WorldSketch = {
  facilities: [
    { id: 'FC', party: 'ats' },
    { id: 'SC', party: 'ats' },
    { id: 'HUB', party: 'post' },
    { id: 'PO', party: 'post' },
  ],
  trips: [
    { id: 'T1', party: 'ats', calls: 'FC 01:00, SC 03:00', kg: 10 },
    { id: 'M1', party: 'post', calls: 'HUB 06:00, PO 09:00', kg: 20 },
  ],
  interchanges: [{ id: 'IX', at: { ats: 'SC', post: 'HUB' }, windows: [{ open: '04:00', close: '05:00' }] }],
  deliveries: [{ facility: 'PO', code: '793101', loadBy: '10:00' }],
  shipments: [{ party: 'ats', from: 'FC', to: '793101' }],
};
