import type { PackLimits } from '../../domain/container.js';
import { GOODS, type Goods } from '../../domain/network.js';

/** What one person lifts, and what one forklift does; goods that burn or spoil others are kept to themselves. */
export const PACK_LIMITS: PackLimits = {
  weightGMax: { bag: 30_000, cage: 500_000 },
  piecesMax: { bag: 500, cage: 5000 },
  goodsApart: maskOf('lithium', 'dangerous'),
};

function maskOf(...goods: Goods[]): number {
  return goods.reduce((mask, one) => mask | (1 << GOODS.indexOf(one)), 0);
}
