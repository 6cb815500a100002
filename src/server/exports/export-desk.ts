import { localDate } from '../../base/civil-time.js';
import type { Known } from '../../exporting/check/checking.js';
import type { ExportTables } from '../../exporting/tables/export-tables.js';
import { readRows, TABLE_NAMES, type TableName } from '../../exporting/tables/read-tables.js';
import { shippedTables } from '../../exporting/tables/shipped-tables.js';
import { shipped } from '../../standards/tables/shipped.js';
import { listOwnTables } from '../../store/exports/export-settings.js';
import type { Tx } from '../../store/database/store.js';
import type { ReferenceData } from '../reference-data.js';
import type { QuoteDesk } from '../quotes/quote-desk.js';
import type { Carrier, CarrierOf } from '../quotes/carrier-of.js';

import type { Timetable } from './domestic-way.js';

/** Postal bills bear the day where they are filed. */
const TIMEZONE = 'Asia/Kolkata';

/** What exports of a party are checked by: its carrier, that carrier's tables, the day. */
export interface OpenExports extends Known {
  readonly carrier: Carrier;
  /** Tables that the carrier has put rows of its own in. */
  readonly own: readonly TableName[];
  /** Name of the carrier, for its documents. */
  readonly operator: string;
  readonly synthetic: boolean;
}

/** Looks up what everything about exports needs. */
export class ExportDesk {
  constructor(
    private readonly carrierOf: CarrierOf,
    private readonly reference: ReferenceData,
    private readonly quotes: QuoteDesk,
  ) {}

  /** What ways to offices of exchange are looked up in; to be asked for before a transaction. */
  async timetable(now: Date): Promise<Timetable> {
    return { open: await this.quotes.at(now), reference: this.reference };
  }

  /** Throws where the party has no carrier in this workspace. */
  carrier(partyId: string): Promise<Carrier> {
    return this.carrierOf.find(partyId);
  }

  /** For the party that the transaction acts for. */
  async open(
    tx: Tx,
    { carrier, now, mode }: { readonly carrier: Carrier; readonly now: Date; readonly mode: 'live' | 'test' },
  ): Promise<OpenExports> {
    const { tables, own } = await tablesOf(tx, carrier.id);
    const synthetic = this.reference.synthetic || mode === 'test';
    const operator = this.reference.parties[carrier.party]?.name ?? carrier.code;
    return { carrier, tables, own, operator, synthetic, day: dayOf(now), hsList: shipped.hs() };
  }
}

/** Day of an instant where exports are filed, YYYY-MM-DD. */
export function dayOf(instant: Date): string {
  return localDate(TIMEZONE, instant.getTime());
}

/** Shipped tables, with a carrier's own in the place of some; what was kept and cannot be read any more counts as not there. */
export async function tablesOf(
  tx: Tx,
  carrierId: string,
): Promise<{ readonly tables: ExportTables; readonly own: readonly TableName[] }> {
  const kept = await listOwnTables(tx, carrierId);
  if (kept.size === 0) return { tables: shippedTables(), own: [] };
  const own: TableName[] = [];
  const replaced: [TableName, unknown][] = [];
  for (const name of TABLE_NAMES) {
    if (!kept.has(name)) continue;
    const read = readRows(name, kept.get(name));
    if (read.status === 'refused') continue;
    own.push(name);
    replaced.push([name, read.rows]);
  }
  return { tables: { ...shippedTables(), ...(Object.fromEntries(replaced) as Partial<ExportTables>) }, own };
}
