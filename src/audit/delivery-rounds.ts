import type { Prices } from './certificate-prices.js';
import type { Rules } from './rules.js';

/** One round of a facility that serves a postal code, whoever's parcel it is. */
export interface Round {
  readonly row: number; // of the deliveries
  readonly facility: number;
  readonly party: number;
  readonly open: boolean; // to partners
  readonly loadBySec: number;
  readonly deliveredSec: number;
  readonly price: number; // of the round, minor money per parcel
  readonly partnerPrice: number; // of its block, for partners' parcels
  readonly weightGMax: number;
  readonly cod: boolean;
}

/** Rounds by postal code, listed when first asked for. */
export class DeliveryRounds {
  readonly #rules: Rules;
  readonly #prices: Prices;
  readonly #rowsOfCode = new Map<number, number[]>();
  readonly #roundsOfCode = new Map<number, readonly Round[]>();

  constructor(rules: Rules, prices: Prices) {
    this.#rules = rules;
    this.#prices = prices;
    for (const [row, code] of rules.workspace.network.deliveries.postalCode.entries()) {
      const rows = this.#rowsOfCode.get(code);
      if (rows) rows.push(row);
      else this.#rowsOfCode.set(code, [row]);
    }
  }

  /** All rounds of the horizon that serve a postal code. */
  of(code: number): readonly Round[] {
    let rounds = this.#roundsOfCode.get(code);
    if (!rounds) {
      rounds = (this.#rowsOfCode.get(code) ?? []).flatMap((row) => this.#list(row));
      this.#roundsOfCode.set(code, rounds);
    }
    return rounds;
  }

  #list(row: number): Round[] {
    const { deliveries, facilities } = this.#rules.workspace.network;
    const { dayStart, dayCount } = this.#rules;
    const facility = deliveries.facility[row];
    const rounds: Round[] = [];
    for (let day = 0; day < dayCount; day++) {
      if (!this.#rules.falls(deliveries.days[row], day)) continue;
      const cell = facility * dayCount + day;
      rounds.push({
        row,
        facility,
        party: facilities.party[facility],
        open: this.#rules.clauseOfRound(facility, day) !== undefined,
        loadBySec: dayStart(day) + deliveries.loadBySec[row],
        deliveredSec: dayStart(day + deliveries.extraDays[row]) + deliveries.deliverBySec[row],
        price: this.#prices.round.day.get(cell) ?? 0,
        partnerPrice: this.#prices.round['block-day'].get(cell) ?? 0,
        weightGMax: deliveries.weightKgMax[row] * 1000,
        cod: deliveries.cod[row] === 1,
      });
    }
    return rounds;
  }
}
