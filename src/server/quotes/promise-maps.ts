import { setImmediate } from 'node:timers/promises';
import { dayOfSec, formatInstant } from '../../base/civil-time.js';
import { NONE } from '../../base/none.js';
import { bandOf } from '../../domain/shipments.js';
import { fromText } from '../../planner/promise/promise-data.js';
import { quickDeliveries } from '../../planner/promise/promise.js';
import type { PromiseRequest } from '../../planner/promise/promise-request.js';
import { packColumns } from '../../wire/http/columns.js';
import { DAYS_NOT_SERVED, type PromiseMapHeader } from '../../wire/quotes/promise-map.js';
import { compressed } from '../network/pack-places.js';
import { signatureOf } from '../network/signature.js';
import type { OpenDesk } from './quote-desk.js';

/** Maps that are kept for a version of the agreement; the eldest makes room. Some 10 kB each. */
const KEPT_MAX = 200;

/** Postal codes that are looked up between two looks at other requests. */
const CODES_AT_ONCE = 250;

/** Days from one place to every postal code, found once and kept while the version of the agreement is in force. */
export class PromiseMaps {
  private kept = new Map<string, Promise<Uint8Array>>();
  private open: OpenDesk | undefined;

  of(open: OpenDesk, question: PromiseRequest, party: number): Promise<Uint8Array> {
    if (this.open !== open) {
      this.open = open;
      this.kept = new Map();
    }
    const { from, atSec, g, ml, product } = question;
    const key = [party, from.kind, from.index, atSec, g, ml, product].join(' ');
    const known = this.kept.get(key);
    if (known !== undefined) return known;
    const [eldest] = this.kept.keys();
    if (this.kept.size >= KEPT_MAX && eldest !== undefined) this.kept.delete(eldest);
    const made = packedMap(open, question, party);
    this.kept.set(key, made);
    return made;
  }
}

async function packedMap(open: OpenDesk, question: PromiseRequest, party: number): Promise<Uint8Array> {
  const { workspace } = open;
  const { calendar, network, bands, products } = workspace;
  const count = network.postalCodes.length;
  const together = new Uint8Array(count).fill(DAYS_NOT_SERVED);
  const alone = new Uint8Array(count).fill(DAYS_NOT_SERVED);
  const firstDay = dayOfSec(calendar, question.atSec);
  const daysOf = (sec: number): number => Math.min(DAYS_NOT_SERVED - 1, dayOfSec(calendar, sec) - firstDay);
  const codes = bandOf(bands, question.g, question.ml) === NONE ? 0 : count;
  for (let to = 0; to < codes; to++) {
    if (to % CODES_AT_ONCE === CODES_AT_ONCE - 1) await setImmediate();
    const delivered = quickDeliveries(open.desk, open.origins, { ...question, to }, party);
    if (delivered.alone !== undefined) alone[to] = daysOf(delivered.alone);
    if (delivered.together !== undefined) together[to] = daysOf(delivered.together);
  }
  const header: PromiseMapHeader = {
    synthetic: workspace.synthetic,
    from: fromText(workspace, question),
    product: products[question.product].id,
    ready_at: formatInstant(calendar, question.atSec),
    signature: signatureOf(workspace),
  };
  return compressed(packColumns({ header, columns: { together, alone } }));
}
