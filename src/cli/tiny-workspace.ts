import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';

/** For tests: writes a workspace of two small carriers into a temporary folder that goes when the test ends. */
export function writeTinyWorkspace(t: TestContext, replaced: Readonly<Record<string, string>> = {}): string {
  const dir = mkdtempSync(join(tmpdir(), 'interline-cli-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  for (const [name, text] of Object.entries({ ...FILES, ...replaced })) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), text);
  }
  return dir;
}

const CALENDAR = `service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date
daily,1,1,1,1,1,1,1,20261101,20261231
`;

const FILES: Readonly<Record<string, string>> = {
  'interline.yaml': `name: Two small carriers
synthetic: true
timezone: Asia/Kolkata
currency: INR
start: 2026-11-23
days: 4
parties:
  ats: { name: Carrier, feed: ats }
  post: { name: Post, feed: post }
products:
  - { id: standard, days: 3, late_per_day: 20, spot: { per_parcel: 200, per_kg: 50, days: 4 }, unplanned: 1000 }
agreement: agreement.yaml
shipments: shipments.csv
`,
  'agreement.yaml': `agreement: ats-post
version: 1
parties: [ats, post]
effective: { from: 2026-01-01, until: 2027-12-31 }
currency: INR
interchange:
  - id: IX
    facilities: { ats: SC, post: HUB }
    directions: [ats>post, post>ats]
    windows: [{ days: daily, open: "18:00", close: "23:00" }]
    minutes: 60
    parcels_per_window: 100
products:
  - { id: standard, carried_as: parcel, weight_kg_max: 35, longest_side_cm: 150, cod: { allowed: true, amount_max: 50000 } }
capacity:
  - { on: "post:*", kg: 0.5x, type: free_sale }
  - { on: "ats:*", kg: 0.5x, type: free_sale }
  - { on: "post:delivery", parcels: 0.5x, type: free_sale }
tariff:
  volumetric_divisor_cm3_per_kg: 5000
  zones: { by: distance_km, bands: [200, 500] }
  linehaul: { per_kg: [4, 7, 11] }
  delivery: { base: { upto_kg: 0.5, rates: [22, 22, 22] }, step: { kg: 0.5, rates: [6, 6, 6] }, branch_office: 5 }
  interchange: { per_parcel: 2 }
`,
  'shipments.csv': `shipment_id,party,product,origin,ready_at,destination_pin,weight_g,volume_ml,value,cod_amount,goods
S1,ats,standard,FC,2026-11-23T12:00:00+05:30,793101,400,1500,900,0,
S2,ats,standard,FC,2026-11-23T12:00:00+05:30,793101,1800,9000,900,900,
S3,post,standard,HUB,2026-11-23T12:00:00+05:30,793101,400,1500,900,0,
`,
  'ats/agency.txt': 'agency_id,agency_name,agency_url,agency_timezone\nats,Carrier,https://ats.example,Asia/Kolkata\n',
  'ats/stops.txt':
    'stop_id,stop_name,stop_lat,stop_lon\nFC,Fulfilment centre,26.10,91.70\nSC,Sort centre,26.18,91.75\n',
  'ats/routes.txt': 'route_id,agency_id,route_short_name,route_type\nR1,ats,FC-SC,3\n',
  'ats/trips.txt': 'route_id,service_id,trip_id,vehicle_id\nR1,daily,T1,VAN\n',
  'ats/stop_times.txt':
    'trip_id,arrival_time,departure_time,stop_id,stop_sequence\nT1,16:00:00,16:00:00,FC,1\nT1,17:00:00,17:00:00,SC,2\n',
  'ats/calendar.txt': CALENDAR,
  'ats/vehicles.txt':
    'vehicle_id,mode,capacity_kg,capacity_litres,cost_per_run,cost_per_km,cost_per_kg_km,co2_g_per_tonne_km\nVAN,road,500,3000,1000,20,0.02,150\n',
  'ats/facilities.txt': 'stop_id,kind,sort_minutes\nFC,fulfilment_centre,30\nSC,sort_centre,30\n',
  'post/agency.txt': 'agency_id,agency_name,agency_url,agency_timezone\npost,Post,https://post.example,Asia/Kolkata\n',
  'post/stops.txt':
    'stop_id,stop_name,stop_lat,stop_lon\nHUB,Guwahati hub,26.18,91.75\nPO,Shillong office,25.57,91.88\n',
  'post/routes.txt': 'route_id,agency_id,route_short_name,route_type\nR2,post,HUB-PO,3\n',
  'post/trips.txt': 'route_id,service_id,trip_id,vehicle_id\nR2,daily,T2,TRUCK\n',
  'post/stop_times.txt':
    'trip_id,arrival_time,departure_time,stop_id,stop_sequence\nT2,23:30:00,23:30:00,HUB,1\nT2,27:00:00,27:00:00,PO,2\n',
  'post/calendar.txt': CALENDAR,
  'post/vehicles.txt':
    'vehicle_id,mode,capacity_kg,capacity_litres,cost_per_run,cost_per_km,cost_per_kg_km,co2_g_per_tonne_km\nTRUCK,road,2000,9000,3000,25,0.01,120\n',
  'post/facilities.txt': 'stop_id,kind,pin,sort_minutes\nHUB,hub,781001,30\nPO,post_office,793101,30\n',
  'post/delivery.txt':
    'stop_id,pin,days,load_by,deliver_by,extra_days,parcels_per_day,cost_per_parcel,weight_kg_max,cod\nPO,793101,daily,09:00,18:00,0,50,12,35,1\n',
  'post/pickup.txt': 'stop_id,pin,days,accept_by\nPO,793101,daily,16:00\n',
};
