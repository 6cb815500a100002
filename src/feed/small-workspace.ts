import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Files of a workspace by path, as text. */
export type WorkspaceFiles = Record<string, string>;

const SETTINGS = `name: Small synthetic workspace
synthetic: true
timezone: Asia/Kolkata
currency: INR
start: 2026-11-23
days: 8
parties:
  ats: { name: Carrier (synthetic), feed: ats }
  post: { name: Post (synthetic), feed: post, s10: { service: AV, country: IN } }
products:
  - { id: standard, days: 5, late_per_day: 20, spot: { per_parcel: 120, per_kg: 30, days: 6 }, unplanned: 500 }
  - { id: express, days: 2, late_per_day: 40, unplanned: 800 }
agreement: agreement.yaml
shipments: shipments.csv
notes:
  - Everything here is made up.
`;

const AGREEMENT = `agreement: ats-post
version: 3
parties: [ats, post]
effective: { from: 2026-01-01, until: 2027-12-31 }
currency: INR
interchange:
  - id: IX-DEL
    facilities: { ats: SC-DEL, post: HUB-DEL }
    directions: [ats>post, post>ats]
    windows: [{ days: Mon-Sat, open: "05:00", close: "09:00" }, { days: daily, open: "18:00", close: "22:00" }]
    minutes: 60
    parcels_per_window: 12000
    cutoff: { manifest_minutes: 60, grace_minutes: 15 }
products:
  - { id: standard, carried_as: business_parcel, weight_kg_max: 35, longest_side_cm: 150, goods_refused: [liquids], cod: { allowed: true, amount_max: 50000 } }
capacity:
  - { on: "post:RAIL-*", legs: all, days: daily, kg: 800, type: hard }
  - { on: "ats:TRUCK-*", kg: 0.15x, type: free_sale }
  - { on: "post:RAIL-1", kg: 300, type: soft, release: [{ hours: 6, keep: 0 }, { hours: 24, keep: 0.5 }] }
  - { on: "post:delivery", parcels: 0.30x, type: free_sale }
tariff:
  volumetric_divisor_cm3_per_kg: 5000
  zones: { by: distance_km, bands: [200, 500, 1000, 2000] }
  linehaul: { per_kg: [4, 7, 11, 16, 22] }
  delivery: { base: { upto_kg: 0.5, rates: [22, 22, 22, 22, 22] }, step: { kg: 0.5, rates: [6, 6, 6, 6, 6] }, branch_office: 5 }
  interchange: { per_parcel: 2 }
  cod: { percent: 1.5, least: 25 }
  return: { factor: 0.6 }
  block_space: { hard_per_kg: 3 }
  volume_discount: [{ from_monthly: 1000000, percent: 5 }, { from_monthly: 10000000, percent: 12 }]
  tax_percent: 18
service:
  clock: { start: interchange_received, stop: delivered_or_first_attempt }
  targets: [{ metric: on_time, at_least: 0.95, per: week, penalty: { per_parcel_late: 10, capped_percent_of_invoice: 10 } }]
  excused: [force_majeure]
liability: { per_parcel_max: 5000, custody_passes: at_received_scan, lost_after_days: 15, unknown_point: split_by_charge }
discrepancies: { report_within_hours: 24, silent: accepted_as_manifested, weight_tolerance_g: 50 }
settlement: { cycle: monthly, statement_day: 3, dispute_days: 7, silent: accepted, cod_remit_days: 7, net: true }
gain_share: { method: shapley }
visibility:
  shared: [capacity_allotted]
  after_custody: [recipient_name]
  never: [own_cost]
`;

const CALENDAR = `service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date
daily,1,1,1,1,1,1,1,20261101,20261231
weekdays,1,1,1,1,1,0,0,20261101,20261231
`;

/** A workspace of two synthetic carriers that uses every table and key once or twice, and has no fault. */
export const SMALL_WORKSPACE: WorkspaceFiles = {
  'interline.yaml': SETTINGS,
  'agreement.yaml': AGREEMENT,
  'ats/agency.txt': 'agency_name,agency_url,agency_timezone\nCarrier (synthetic),https://example.org,Asia/Calcutta\n',
  'ats/stops.txt': `stop_id,stop_name,stop_lat,stop_lon,location_type
FC-DEL,"Fulfilment centre, Delhi",28.45,77.02,
SC-DEL,Sort centre Delhi,28.61,77.23,0
SC-BOM,Sort centre Mumbai,19.08,72.88,0
DS-BOM,Delivery station Mumbai,19.12,72.90,0
GATE-1,Gate of the fulfilment centre,28.45,77.02,2
`,
  'ats/routes.txt': 'route_id,route_short_name,route_long_name,route_type\nR1,T1,Delhi Mumbai,3\n',
  'ats/trips.txt': `route_id,service_id,trip_id,vehicle_id,handling
R1,daily,TRUCK-1,truck,lithium aerosols
R1,weekdays,VAN-1,van,
`,
  'ats/stop_times.txt': `trip_id,arrival_time,departure_time,stop_id,stop_sequence
TRUCK-1,20:00:00,20:00:00,FC-DEL,1
TRUCK-1,21:00:00,22:00:00,SC-DEL,2
TRUCK-1,46:00:00,46:00:00,SC-BOM,3
VAN-1,05:00:00,05:00:00,SC-BOM,10
VAN-1,06:00:00,06:00:00,DS-BOM,20
`,
  'ats/calendar.txt': CALENDAR,
  'ats/calendar_dates.txt': 'service_id,date,exception_type\nweekdays,20261128,1\nweekdays,20261126,2\n',
  'ats/vehicles.txt': `vehicle_id,mode,capacity_kg,capacity_litres,cost_per_run,cost_per_km,cost_per_kg_km,co2_g_per_tonne_km
truck,road,9000,40000,1500,30,0.004,80
van,road,800,6000,300,12.5,0.02,300
`,
  'ats/facilities.txt': `stop_id,kind,pin,sort_minutes,parcels_per_hour,cost_per_parcel,opens,closes,days
FC-DEL,fulfilment_centre,122001,0,,,,,
SC-DEL,sort_centre,110037,90,9000,2.5,,,
SC-BOM,sort_centre,400072,90,9000,2.5,,,
DS-BOM,delivery_station,400072,30,900,1.25,04:00,23:00,Mon-Sat
`,
  'ats/delivery.txt': `stop_id,pin,days,load_by,deliver_by,extra_days,parcels_per_day,cost_per_parcel,weight_kg_max,cod
DS-BOM,400072,daily,08:00,20:00,0,500,24,30,1
DS-BOM,400076,"Mon,Wed,Fri",08:00,20:00,0,500,26,30,0
`,
  'ats/pickup.txt': 'stop_id,pin,days,accept_by\nSC-DEL,110037,Mon-Sat,17:00\n',
  'ats/options.txt': 'trip_id,cost_per_run,runs_max\nTRUCK-1,45000,2\n',
  'ats/own_traffic.txt': 'trip_id,stop_sequence,days,kg,litres\nTRUCK-1,2,daily,1200,6000\n',
  'post/stops.txt': `stop_id,stop_name,stop_lat,stop_lon
HUB-DEL,Delhi hub,28.64,77.22
HUB-BOM,Mumbai hub,18.94,72.84
PO-400001,Mumbai GPO,18.939,72.838
`,
  'post/routes.txt': 'route_id,route_short_name,route_long_name,route_type\nR1,12951,Mail,2\n',
  'post/trips.txt': 'route_id,service_id,trip_id,vehicle_id\nR1,daily,RAIL-1,slr\nR1,daily,FEEDER-1,van\n',
  'post/stop_times.txt': `trip_id,arrival_time,departure_time,stop_id,stop_sequence,shape_dist_traveled
RAIL-1,16:55:00,16:55:00,HUB-DEL,1,0
RAIL-1,32:35:00,32:35:00,HUB-BOM,2,1386
FEEDER-1,06:00:00,06:00:00,HUB-BOM,1,0
FEEDER-1,06:20:00,06:20:00,PO-400001,2,2
`,
  'post/calendar.txt': CALENDAR,
  'post/vehicles.txt': 'vehicle_id,mode,capacity_kg,capacity_litres\nslr,rail,4000,20000\nvan,road,600,4000\n',
  'post/facilities.txt': 'stop_id,kind,pin,sort_minutes\nHUB-DEL,hub,110001,60\nPO-400001,post_office,400001,20\n',
  'post/delivery.txt': 'stop_id,pin,load_by,deliver_by,cod\nPO-400001,400001,08:30,17:00,1\n',
  'post/pickup.txt': 'stop_id,pin,accept_by\nHUB-DEL,110001,16:00\n',
  'shipments.csv': `shipment_id,party,product,origin,ready_at,destination_pin,weight_g,volume_ml,longest_side_cm,value,cod_amount,goods,promised_by
A-1,ats,standard,FC-DEL,2026-11-23T18:00:00+05:30,400001,480,2500,30,799,799,,
A-2,ats,express,SC-DEL,2026-11-23T12:30:00Z,400072,1500,,,1299.50,0,lithium fragile,2026-11-25T23:59:59+05:30
P-1,post,standard,110001,2026-11-23T15:00:00+05:30,400001,900,5000,,0,0,,
`,
};

/** Writes files into a new folder under the system's temporary folder; `remove` takes it away. */
export function writeWorkspaceFiles(files: WorkspaceFiles): { readonly dir: string; readonly remove: () => void } {
  const dir = mkdtempSync(join(tmpdir(), 'interline-feed-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}
