import { NONE } from '../../base/none.js';
import type {
  Calls,
  Deliveries,
  Facilities,
  Network,
  OwnTraffic,
  Pickups,
  RunOptions,
  Trips,
  Vehicles,
} from '../../domain/network.js';
import { ByteDictionary } from '../tables/byte-dictionary.js';

/** Growing columns of a table; the key of a column is its name in the domain. */
type Growing<T> = {
  -readonly [K in keyof T as K extends 'count' ? never : K]: T[K] extends readonly string[] ? string[] : number[];
};

/**
 * The network of all parties while it is read: plain growing columns, appended to party by party, so that facility,
 * trip and vehicle indices run over all of them. `build` packs them into the domain's typed columns.
 */
export class NetworkBuilder {
  readonly facilities: Growing<Facilities> = {
    id: [], name: [], party: [], kind: [], lon: [], lat: [], postalCode: [], sortSec: [], parcelsPerHour: [],
    handlingCost: [], opensSec: [], closesSec: [], days: [],
  }; // prettier-ignore
  readonly vehicles: Growing<Vehicles> = {
    id: [], party: [], mode: [], capacityKg: [], capacityLitres: [], costPerRun: [], costPerKm: [], costPerKgKm: [],
    co2GPerTonneKm: [],
  }; // prettier-ignore
  /** `firstCall` holds the starts; the end of the last trip is added by `build`. */
  readonly trips: Growing<Trips> = { id: [], name: [], party: [], vehicle: [], refuses: [], firstCall: [], runs: [] };
  readonly calls: Growing<Calls> = { facility: [], arriveSec: [], departSec: [], km: [] };
  readonly ownTraffic: Growing<OwnTraffic> = { trip: [], call: [], days: [], kg: [], litres: [] };
  readonly options: Growing<RunOptions> = { trip: [], costPerRun: [], runsMax: [] };
  readonly deliveries: Growing<Deliveries> = {
    facility: [], postalCode: [], days: [], loadBySec: [], deliverBySec: [], extraDays: [], parcelsPerDay: [], cost: [],
    weightKgMax: [], cod: [],
  }; // prettier-ignore
  readonly pickups: Growing<Pickups> = { facility: [], postalCode: [], days: [], acceptBySec: [] };
  readonly postalCodes = new ByteDictionary();

  /** Index of a postal code, added when it is new; NONE for an empty text. */
  postalCode(text: string): number {
    return text === '' ? NONE : this.postalCodes.addText(text);
  }

  build(): Network {
    const { facilities, vehicles, trips, calls, ownTraffic, options, deliveries, pickups } = this;
    return {
      facilities: {
        count: facilities.id.length,
        id: facilities.id,
        name: facilities.name,
        party: new Uint8Array(facilities.party),
        kind: new Uint8Array(facilities.kind),
        lon: new Float64Array(facilities.lon),
        lat: new Float64Array(facilities.lat),
        postalCode: new Int32Array(facilities.postalCode),
        sortSec: new Int32Array(facilities.sortSec),
        parcelsPerHour: new Float64Array(facilities.parcelsPerHour),
        handlingCost: new Float64Array(facilities.handlingCost),
        opensSec: new Int32Array(facilities.opensSec),
        closesSec: new Int32Array(facilities.closesSec),
        days: new Uint8Array(facilities.days),
      },
      vehicles: packVehicles(vehicles),
      trips: {
        count: trips.id.length,
        id: trips.id,
        name: trips.name,
        party: new Uint8Array(trips.party),
        vehicle: new Int32Array(trips.vehicle),
        refuses: new Uint16Array(trips.refuses),
        firstCall: new Uint32Array([...trips.firstCall, calls.facility.length]),
        runs: new Uint8Array(trips.runs),
      },
      calls: {
        count: calls.facility.length,
        facility: new Uint32Array(calls.facility),
        arriveSec: new Int32Array(calls.arriveSec),
        departSec: new Int32Array(calls.departSec),
        km: new Float64Array(calls.km),
      },
      ownTraffic: {
        count: ownTraffic.trip.length,
        trip: new Uint32Array(ownTraffic.trip),
        call: new Uint32Array(ownTraffic.call),
        days: new Uint8Array(ownTraffic.days),
        kg: new Float64Array(ownTraffic.kg),
        litres: new Float64Array(ownTraffic.litres),
      },
      options: {
        count: options.trip.length,
        trip: new Uint32Array(options.trip),
        costPerRun: new Float64Array(options.costPerRun),
        runsMax: new Uint16Array(options.runsMax),
      },
      deliveries: packDeliveries(deliveries),
      pickups: {
        count: pickups.facility.length,
        facility: new Uint32Array(pickups.facility),
        postalCode: new Uint32Array(pickups.postalCode),
        days: new Uint8Array(pickups.days),
        acceptBySec: new Int32Array(pickups.acceptBySec),
      },
      postalCodes: this.postalCodes.texts(),
    };
  }
}

function packVehicles(vehicles: Growing<Vehicles>): Vehicles {
  return {
    count: vehicles.id.length,
    id: vehicles.id,
    party: new Uint8Array(vehicles.party),
    mode: new Uint8Array(vehicles.mode),
    capacityKg: new Float64Array(vehicles.capacityKg),
    capacityLitres: new Float64Array(vehicles.capacityLitres),
    costPerRun: new Float64Array(vehicles.costPerRun),
    costPerKm: new Float64Array(vehicles.costPerKm),
    costPerKgKm: new Float64Array(vehicles.costPerKgKm),
    co2GPerTonneKm: new Float64Array(vehicles.co2GPerTonneKm),
  };
}

function packDeliveries(deliveries: Growing<Deliveries>): Deliveries {
  return {
    count: deliveries.facility.length,
    facility: new Uint32Array(deliveries.facility),
    postalCode: new Uint32Array(deliveries.postalCode),
    days: new Uint8Array(deliveries.days),
    loadBySec: new Int32Array(deliveries.loadBySec),
    deliverBySec: new Int32Array(deliveries.deliverBySec),
    extraDays: new Uint8Array(deliveries.extraDays),
    parcelsPerDay: new Float64Array(deliveries.parcelsPerDay),
    cost: new Float64Array(deliveries.cost),
    weightKgMax: new Float64Array(deliveries.weightKgMax),
    cod: new Uint8Array(deliveries.cod),
  };
}
