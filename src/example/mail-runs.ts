import type { PostalArea } from './demand.js';
import { addTrip, type FeedDraft, kmBetween } from './feed-draft.js';
import type { MailInput } from './mail-input.js';
import { groupBy } from './median.js';
import type { Office, OfficeType } from './offices.js';
import { groupStops, nearest, type Stop, walkOrder } from './runs.js';

/** An office as a stop of runs. */
export interface MailOffice extends Stop {
  readonly facility: number;
  readonly office: number; // in the directory
}

const HOUR = 3600;
const FEEDER = { departSec: 5 * HOUR, callsMax: 8, haltMinutes: 8, kmh: 34 };
const BRANCH = { waitSec: 1800, callsMax: 7, haltMinutes: 6, kmh: 16 };

/** The day's round leaves at this hour at the earliest, and takes what is ready by 13:00 at the latest. */
const ROUND_SEC = 9.5 * HOUR;
const ROUND_LAST_SEC = 13 * HOUR;

/** Room of all offices of a code together, over the parcels expected there in a day. */
const DAY_ROOM = 12;
const PARCELS_PER_DAY_MIN: Readonly<Record<OfficeType, number>> = { HO: 240, SO: 120, BO: 12 };
const ROOM_SHARE: Readonly<Record<OfficeType, number>> = { HO: 8, SO: 6, BO: 1 };

/**
 * Feeders from hubs to head and sub offices, branch runs from these to their branch offices, delivery rounds and
 * collections. Gives the hub of every postal code. Runs on Monday to Saturday.
 */
export function addLocalRuns(
  draft: FeedDraft,
  input: MailInput,
  mailOffices: readonly MailOffice[],
  hubCount: number,
): Map<string, number> {
  const { offices, areas } = input;
  const hubs = draft.facilities.slice(0, hubCount);
  const mains = mailOffices.filter(({ office }) => offices[office]?.type !== 'BO');
  const arriveSec = new Map<number, number>();
  const hubOf = new Map<number, number>();
  for (const main of mains) hubOf.set(main.office, nearest(main, hubs));
  const byHub = groupBy(mains.keys(), (i) => hubOf.get(mains[i].office) as number);
  for (const [hub, list] of [...byHub].sort((a, b) => a[0] - b[0])) {
    const stops = list.map((i) => mains[i]);
    addRuns(draft, { depot: hub, stops, name: 'FEED', ...FEEDER }, arriveSec);
  }
  const accounts = accountOffices(offices, areas, mailOffices, mains);
  for (const [account, branches] of accounts) {
    const depot = mailOffices[account].facility;
    const departSec = (arriveSec.get(depot) as number) + BRANCH.waitSec;
    const stops = branches.map((i) => mailOffices[i]);
    addRuns(draft, { depot, stops, name: 'GDS', ...BRANCH, departSec }, arriveSec);
  }
  addRounds(draft, input, mailOffices, arriveSec);
  const hubOfPin = new Map<string, number>();
  for (const area of areas) {
    const main = area.offices.find((i) => hubOf.has(i));
    const hub = main === undefined ? nearest(area, hubs) : (hubOf.get(main) as number);
    hubOfPin.set(area.pin, hub);
    // What is posted reaches its hub in the evening, later from far away; the row says when it is there.
    const first = mailOffices[area.offices[0]];
    const km = kmBetween(draft, hub, first.facility);
    const acceptBySec = Math.min(22, 18 + Math.ceil(km / 40)) * HOUR;
    draft.pickups.push({ facility: hub, pin: area.pin, acceptBySec });
  }
  return hubOfPin;
}

interface RunPlan {
  readonly depot: number; // facility
  readonly stops: readonly MailOffice[];
  readonly name: string;
  readonly departSec: number;
  readonly callsMax: number;
  readonly haltMinutes: number;
  readonly kmh: number;
}

function addRuns(draft: FeedDraft, plan: RunPlan, arriveSec: Map<number, number>): void {
  const depot = draft.facilities[plan.depot];
  groupStops(plan.stops, plan.callsMax).forEach((group, number) => {
    const trip = addTrip(draft, {
      id: `${plan.name}-${depot.id.replace(/^(HUB|PO)-/, '')}-${number + 1}`,
      mode: 'road',
      workdaysOnly: true,
      departSec: plan.departSec,
      stops: [plan.depot, ...walkOrder(depot, group).map(({ facility }) => facility)],
      haltMinutes: plan.haltMinutes,
      kmh: plan.kmh,
    });
    for (const call of trip.calls.slice(1)) arriveSec.set(call.facility, call.arriveSec);
  });
}

/** Branch offices by their account office: nearest head or sub office of the code, else of the division, else of all. */
function accountOffices(
  offices: readonly Office[],
  areas: readonly PostalArea[],
  mailOffices: readonly MailOffice[],
  mains: readonly MailOffice[],
): Map<number, number[]> {
  const divisionOf = (i: number) => offices[i].division;
  const byDivision = groupBy(
    mains.map(({ office }) => office),
    divisionOf,
  );
  const accounts = new Map<number, number[]>();
  for (const area of areas) {
    const own = area.offices.filter((i) => offices[i]?.type !== 'BO');
    for (const i of area.offices) {
      if (offices[i]?.type !== 'BO') continue;
      const among = own.length > 0 ? own : (byDivision.get(divisionOf(i)) ?? mains.map(({ office }) => office));
      const stops = among.map((main) => mailOffices[main]);
      const account = among[nearest(mailOffices[i], stops)];
      const branches = accounts.get(account);
      if (branches) branches.push(i);
      else accounts.set(account, [i]);
    }
  }
  return accounts;
}

/** One row for every office that delivers; a code where the directory names none is delivered by its first office. */
function addRounds(
  draft: FeedDraft,
  { offices, areas, parcels }: MailInput,
  mailOffices: readonly MailOffice[],
  arriveSec: ReadonlyMap<number, number>,
): void {
  for (const area of areas) {
    const named = area.offices.filter((i) => offices[i]?.delivers);
    const delivering = named.length > 0 ? named : area.offices.slice(0, 1);
    const typeOf = (i: number) => offices[i].type;
    const shares = delivering.reduce((sum, i) => sum + ROOM_SHARE[typeOf(i)], 0);
    for (const i of delivering) {
      const type = typeOf(i);
      const { facility } = mailOffices[i];
      const ready = (arriveSec.get(facility) as number) + draft.facilities[facility].sortMinutes * 60;
      const expected = (parcels * area.share * DAY_ROOM * ROOM_SHARE[type]) / shares;
      const inTime = type === 'BO' ? ready <= 17 * HOUR : ready <= ROUND_LAST_SEC;
      draft.deliveries.push({
        facility,
        pin: area.pin,
        workdaysOnly: true,
        loadBySec: inTime ? Math.max(ROUND_SEC, ready) : ROUND_SEC,
        deliverBySec: (type === 'BO' ? 14 : 18) * HOUR,
        extraDays: type === 'BO' ? 1 : 0,
        parcelsPerDay: Math.max(PARCELS_PER_DAY_MIN[type], Math.ceil(expected)),
        cost: type === 'BO' ? 16 : 13,
        weightKgMax: type === 'BO' ? 20 : 35,
        cod: true,
      });
    }
  }
}
