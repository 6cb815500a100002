/** Something a plan or a certificate says that the raw tables do not bear out. */
export interface PlanFinding {
  readonly code: FindingCode;
  readonly place: string; // a shipment id, a resource's name, `route 7` or `certificate`
  readonly planned: string; // what is claimed
  readonly recomputed: string; // what the tables give
  readonly message: string; // a sentence
}

export type FindingCode =
  | 'bad_shape' // a column has the wrong length or an index is out of range
  | 'bad_carriage' // route, carriage and size do not go together
  | 'unknown_leg' // no such departure, call, tender or delivery round
  | 'broken_route' // a step starts where the one before it does not end
  | 'too_early' // a step starts before the parcel is ready for it
  | 'wrong_origin'
  | 'not_ready' // the first step leaves before the parcel is ready
  | 'wrong_destination'
  | 'goods_refused'
  | 'not_interlined' // the agreement does not let the partner carry the parcel
  | 'closed_to_partner' // no clause opens the leg or the delivery
  | 'too_heavy'
  | 'cod_not_offered'
  | 'over_capacity'
  | 'wrong_due'
  | 'wrong_arrival'
  | 'wrong_status'
  | 'wrong_reason'
  | 'wrong_cost'
  | 'bad_run' // an optional run that cannot be opened so often
  | 'unknown_resource' // a price on something that does not exist or does not bind
  | 'bad_price' // negative or not a number
  | 'bound_not_proven'
  | 'more'; // how many findings of a code were left out

const KEPT_PER_CODE = 50;

/** Keeps the first findings of each code and counts the rest, because one mistake can touch every parcel. */
export class Findings {
  private readonly kept: PlanFinding[] = [];
  private readonly countByCode = new Map<FindingCode, number>();

  /** `tell` is only called for findings that are kept. */
  add(code: FindingCode, tell: () => Omit<PlanFinding, 'code'>): void {
    const count = (this.countByCode.get(code) ?? 0) + 1;
    this.countByCode.set(code, count);
    if (count <= KEPT_PER_CODE) this.kept.push({ code, ...tell() });
  }

  list(): PlanFinding[] {
    const more = [...this.countByCode].filter(([, count]) => count > KEPT_PER_CODE);
    return [
      ...this.kept,
      ...more.map(([code, count]): PlanFinding => ({
        code: 'more',
        place: code,
        planned: '',
        recomputed: String(count),
        message: `There are ${count} findings of the kind ${code}; only the first ${KEPT_PER_CODE} are listed.`,
      })),
    ];
  }
}
