import { USUAL_CONTAINERS } from '../../domain/agreement.js';
import type { PackLimits } from '../../domain/container.js';
import { GOODS, type Goods } from '../../domain/network.js';

const { bag, cage } = USUAL_CONTAINERS;

/** Of containers that are made under no agreement. Goods that burn or spoil others are kept to themselves. */
export const PACK_LIMITS: PackLimits = {
  weightGMax: { bag: bag.weightKgMax * 1000, cage: cage.weightKgMax * 1000 },
  piecesMax: { bag: bag.piecesMax, cage: cage.piecesMax },
  goodsApart: maskOf('lithium', 'dangerous'),
};

function maskOf(...goods: Goods[]): number {
  return goods.reduce((mask, one) => mask | (1 << GOODS.indexOf(one)), 0);
}
