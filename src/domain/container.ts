/** What holds pieces on their way. A bag or a cage can hold pieces and bags. */
export const CONTAINER_KINDS = ['bag', 'cage'] as const;
export type ContainerKind = (typeof CONTAINER_KINDS)[number];

/** A bag or cage. What is in it says so itself, by its `container`. */
export interface Container {
  readonly id: string; // SSCC
  readonly kind: ContainerKind;
  readonly party: string; // who fills it
  readonly opensAt: string; // place, `PARTY:STOP`
  /** `direct`: everything in it leaves the networks' sorting there; `mixed`: it is sorted again. */
  readonly contents: 'direct' | 'mixed';
  readonly status: 'open' | 'closed' | 'sealed';
  readonly seal: string | undefined; // number, while sealed
  readonly container: string | undefined; // in which it is
  readonly weightGMax?: number | undefined; // by the agreement under which it was made; otherwise what is usual
  readonly piecesMax?: number | undefined;
}

/** A shipment as the dock knows it. */
export interface Piece {
  readonly id: string; // shipment
  readonly party: string; // who has it
  readonly weightG: number;
  readonly goods: number; // goods mask
  readonly sortsAt: readonly string[] | undefined; // places at which it is taken out on its way, `PARTY:STOP`; undefined: not known
  readonly container: string | undefined; // in which it is
}

/** Containers and pieces of a dock, by id. */
export interface Yard {
  readonly containers: ReadonlyMap<string, Container>;
  readonly pieces: ReadonlyMap<string, Piece>;
}

/** What may be in one container that says nothing itself. */
export interface PackLimits {
  readonly weightGMax: Readonly<Record<ContainerKind, number>>;
  readonly piecesMax: Readonly<Record<ContainerKind, number>>;
  readonly goodsApart: number; // goods mask: these share a container only with pieces of the same of them
}

/** One thing that is done to containers, told like an event. */
export type YardAct = ToldAct &
  (
    | { readonly kind: 'put'; readonly what: 'piece' | 'container'; readonly item: string; readonly into: string }
    | { readonly kind: 'take'; readonly what: 'piece' | 'container'; readonly item: string; readonly from: string }
    | { readonly kind: 'close' | 'open'; readonly container: string }
    | { readonly kind: 'seal'; readonly container: string; readonly seal: string }
    | YardReceipt
  );

/** What came at a handover. A container comes empty, and closed; what came in it is told by receipts of its own. */
export interface YardReceipt {
  readonly kind: 'receive';
  readonly what: 'piece' | 'container';
  readonly item: string;
  readonly cameIn: string | undefined; // the container in which it was manifested, if that came too
  readonly takenOut: boolean; // of that container, which is open since
  readonly seal: string | undefined; // of a container that came sealed
}

export interface ToldAct {
  readonly id: string;
  readonly party: string;
  readonly deviceMs: number;
  readonly serverMs: number;
}

export const PACK_REFUSALS = [
  'unknown_container',
  'unknown_piece',
  'other_party',
  'not_open',
  'elsewhere',
  'not_inside',
  'cage_in_container',
  'cycle',
  'other_destination',
  'goods_apart',
  'too_heavy',
  'too_many',
  'empty',
  'open_inside',
  'not_closed',
  'seal_used',
  'on_manifest',
] as const;

/** Why something cannot be done to a container. */
export interface PackRefusal {
  readonly code: (typeof PACK_REFUSALS)[number];
  readonly words: string;
}
