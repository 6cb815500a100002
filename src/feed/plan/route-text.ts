import { dayOfSec, formatClock, formatDate, parseDate, type Calendar } from '../../base/civil-time.js';
import type { Agreement } from '../../domain/agreement.js';
import { STEP_KINDS, stepsOf, type RouteParts, type Step } from '../../domain/plan.js';
import type { Workspace } from '../../domain/workspace.js';

/**
 * Parts of routes as one line a person and a program can read, steps separated by spaces (docs/formats.md):
 * `ats:TRIP@2026-11-23#0` rides from call 0 to call 1, `IX-DEL:ats>post@2026-11-24T06:00` is tendered at an interchange,
 * `deliver:post:STOP:110001@2026-11-25` is delivered. Spaces and separators within ids are percent-encoded.
 */
export class RouteText {
  private readonly deliveryNames: readonly string[];
  private readonly tripNames: readonly string[];
  private readonly dates: readonly string[]; // of the days of the calendar

  constructor(private readonly workspace: Workspace) {
    this.deliveryNames = deliveryNames(workspace);
    this.tripNames = tripNames(workspace);
    const { firstDay, dayStartSec } = workspace.calendar;
    this.dates = Array.from(dayStartSec, (_, day) => formatDate(firstDay + day));
  }

  /** Text of one part of a table. */
  of(parts: RouteParts, part: number): string {
    return stepsOf(parts, part)
      .map((step) => this.step(step))
      .join(' ');
  }

  private step(step: Step): string {
    const { calendar, parties, agreement } = this.workspace;
    switch (step.kind) {
      case 'ride':
        return `${this.tripNames[step.trip]}@${this.dates[step.day]}#${step.call}`;
      case 'transfer': {
        const interchange = agreement?.interchanges[step.interchange];
        const direction = interchange?.directions[step.direction];
        const [from, to] = [parties[direction?.from ?? -1]?.id, parties[direction?.to ?? -1]?.id];
        return `${interchange?.id}:${from}>${to}@${this.moment(calendar, step.sec)}`;
      }
      default:
        return `deliver:${this.deliveryNames[step.delivery]}@${this.dates[step.day]}`;
    }
  }

  /** Service day and clock of a second of the horizon: `2026-11-24T06:00`. */
  private moment(calendar: Calendar, sec: number): string {
    const day = dayOfSec(calendar, sec);
    const clock = sec - calendar.dayStartSec[day];
    return `${this.dates[day]}T${formatClock(clock - (clock % 60))}${clock % 60 === 0 ? '' : `:${twoDigits(clock % 60)}`}`;
  }
}

/** Steps from their texts; what leads nowhere in the workspace gives a sentence saying why. */
export class RouteParser {
  private readonly trips = new Map<string, number>();
  private readonly deliveries = new Map<string, number>();
  private readonly interchanges = new Map<string, number>();

  constructor(private readonly workspace: Workspace) {
    tripNames(workspace).forEach((name, trip) => this.trips.set(name, trip));
    deliveryNames(workspace).forEach((name, delivery) => this.deliveries.set(name, delivery));
    workspace.agreement?.interchanges.forEach(({ id }, index) => this.interchanges.set(id, index));
  }

  /** The steps of a part of a route, or what is wrong with it. */
  parse(text: string): readonly Step[] | string {
    const steps: Step[] = [];
    for (const part of text.split(' ')) {
      const step = this.step(part);
      if (typeof step === 'string') return step;
      steps.push(step);
    }
    return steps;
  }

  private step(text: string): Step | string {
    const ride = /^([^:]+:.+)@(\d{4}-\d{2}-\d{2})#(\d{1,5})$/.exec(text);
    if (ride) return this.ride(ride[1], ride[2], Number(ride[3]));
    const deliver = /^deliver:(.+)@(\d{4}-\d{2}-\d{2})$/.exec(text);
    if (deliver) {
      const delivery = this.deliveries.get(deliver[1]);
      const day = this.day(deliver[2]);
      if (delivery === undefined) return `"${deliver[1]}" is no row of delivery.txt`;
      return day === undefined ? `"${deliver[2]}" is no day of the horizon` : { kind: 'deliver', delivery, day };
    }
    const transfer = /^([^:]+):([^>]+)>([^@]+)@(\d{4}-\d{2}-\d{2})T(\d\d):(\d\d)(?::(\d\d))?$/.exec(text);
    if (transfer) return this.transfer(transfer);
    return `"${text}" is no step of a route`;
  }

  private ride(name: string, date: string, call: number): Step | string {
    const { trips } = this.workspace.network;
    const trip = this.trips.get(name);
    if (trip === undefined) return `"${name}" is no trip of the workspace`;
    const day = this.day(date);
    if (day === undefined) return `"${date}" is no day of the horizon`;
    const legs = trips.firstCall[trip + 1] - trips.firstCall[trip] - 1;
    return call < legs ? { kind: 'ride', trip, day, call } : `"${name}" has no leg ${call}`;
  }

  private transfer(match: RegExpExecArray): Step | string {
    const { parties, agreement, calendar } = this.workspace;
    const [, id, from, to, date, ...clock] = match as unknown as [string, string, string, string, string, ...string[]];
    const index = this.interchanges.get(id);
    if (index === undefined) return `"${id}" is no interchange of the agreement`;
    const { directions } = (agreement as Agreement).interchanges[index];
    const direction = directions.findIndex((known) => parties[known.from]?.id === from && parties[known.to]?.id === to);
    if (direction < 0) return `"${from}>${to}" is no direction of ${id}`;
    const day = this.day(date);
    if (day === undefined) return `"${date}" is no day of the horizon`;
    const [hours, minutes, seconds] = [Number(clock[0]), Number(clock[1]), Number(clock[2] ?? 0)];
    const sec = calendar.dayStartSec[day] + hours * 3600 + minutes * 60 + seconds;
    return { kind: 'transfer', interchange: index, direction, sec };
  }

  private day(text: string): number | undefined {
    const { firstDay, dayStartSec } = this.workspace.calendar;
    const day = (parseDate(text) ?? Number.NaN) - firstDay;
    // A parcel may be delivered after the horizon, so every day the calendar knows is a day here.
    return day >= 0 && day < dayStartSec.length ? day : undefined;
  }
}

/** Columns of parts of routes, as they are read. */
export class RoutePartsBuilder {
  private readonly firstStep = [0];
  private readonly kind: number[] = [];
  private readonly what: number[] = [];
  private readonly day: number[] = [];
  private readonly at: number[] = [];

  /** Adds a part and returns its index. */
  add(steps: readonly Step[]): number {
    for (const step of steps) {
      this.kind.push(STEP_KINDS.indexOf(step.kind));
      this.what.push(step.kind === 'ride' ? step.trip : step.kind === 'transfer' ? step.interchange : step.delivery);
      this.day.push(step.kind === 'transfer' ? step.direction : step.day);
      this.at.push(step.kind === 'ride' ? step.call : step.kind === 'transfer' ? step.sec : 0);
    }
    return this.firstStep.push(this.kind.length) - 2;
  }

  build(): RouteParts {
    return {
      count: this.firstStep.length - 1,
      firstStep: new Uint32Array(this.firstStep),
      stepKind: new Uint8Array(this.kind),
      stepWhat: new Uint32Array(this.what),
      stepDay: new Int32Array(this.day),
      stepAt: new Int32Array(this.at),
    };
  }
}

/** `PARTY:TRIP` of every trip. */
function tripNames({ network, parties }: Workspace): string[] {
  const { trips } = network;
  return trips.id.map((id, trip) => `${parties[trips.party[trip]]?.id}:${encodeId(id)}`);
}

/** `PARTY:STOP:PIN` of every delivery row; rows with the same three are told apart by `/2`, `/3` behind. */
function deliveryNames({ network, parties }: Workspace): string[] {
  const { deliveries, facilities, postalCodes } = network;
  const seen = new Map<string, number>();
  return Array.from({ length: deliveries.count }, (_, row) => {
    const facility = deliveries.facility[row];
    const party = parties[facilities.party[facility]]?.id;
    const stop = encodeId(facilities.id[facility]);
    const name = `${party}:${stop}:${encodeId(postalCodes[deliveries.postalCode[row]])}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name}/${count}`;
  });
}

function encodeId(id: string): string {
  return id.replace(/[%\s:@#/]/g, (character) => encodeURIComponent(character));
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
