import { sql, type RawBuilder } from 'kysely';
import { EXCEPTION_CODES } from '../../domain/shipment-exception.js';
import type { Acting, ShipmentFilter, Side } from './shipment-filter.js';

/** Ids that a page may have: less than `before`, `from` or more. */
export interface IdRange {
  readonly before: string | undefined;
  readonly from: string | undefined;
}

/** Selects up to so many ids, as `id`, newest first, along one index. */
export type Driver = (limit: number) => RawBuilder<{ id: string }>;

/** A list, and the part of the filter that it answers by itself. */
interface ChosenDriver {
  readonly driver: Driver;
  readonly answers: keyof ShipmentFilter | undefined;
}

/**
 * The list along which shipments are looked for: the narrowest for which there is an index. What it does not answer by itself is asked of
 * each shipment.
 */
export function driverOf(
  acting: Acting,
  of: {
    readonly side: Side;
    readonly filter: ShipmentFilter;
    readonly range: IdRange;
    readonly ids: readonly string[] | undefined;
  },
): ChosenDriver {
  const { side, filter, range, ids } = of;
  const view = sql.table(side === 'own' ? 'shipments' : 'carried_shipments');
  const select: Select =
    (from, column, ...conditions) =>
    (limit) => {
      const all = [...conditions, ...rangeOf(column, range)];
      return sql`select ${sql.ref(column)} as id from ${from} where ${sql.join(all, sql` and `)}
        order by ${sql.ref(column)} desc limit ${limit}`;
    };
  if (filter.tracking_number !== undefined) {
    const driver = select(sql`${view} s`, 's.id', sql`s.tracking_number = ${filter.tracking_number}`);
    return { driver, answers: 'tracking_number' };
  }
  if (ids !== undefined) {
    return { driver: select(sql`${view} s`, 's.id', sql`s.id = any(${[...ids]}::text[])`), answers: 'text' };
  }
  if (side === 'own') return ownDriver(acting, { filter, select, range });
  const { partyId, mode } = acting;
  const driver = select(sql`carriages k`, 'k.shipment_id', sql`k.partner_id = ${partyId}`, sql`k.mode = ${mode}`);
  return { driver, answers: undefined };
}

type Select = (from: RawBuilder<unknown>, column: string, ...conditions: RawBuilder<unknown>[]) => Driver;

function ownDriver(
  acting: Acting,
  { filter, select, range }: { readonly filter: ShipmentFilter; readonly select: Select; readonly range: IdRange },
): ChosenDriver {
  const { partyId, kind, mode } = acting;
  // The policies say the same; said again, the index of a list gives its order.
  const side = (alias: string): RawBuilder<unknown> =>
    sql`${sql.ref(`${alias}.${kind === 'carrier' ? 'owner_id' : 'shipper_id'}`)} = ${partyId}`;
  const own = (...conditions: RawBuilder<unknown>[]): Driver =>
    select(sql`shipments s`, 's.id', side('s'), sql`s.mode = ${mode}`, ...conditions);
  const { states, exception, partner_id: partner } = filter;
  for (const column of ['reference', 'upload_id'] as const) {
    const value = filter[column];
    if (value !== undefined) return { driver: own(sql`${sql.ref(`s.${column}`)} = ${value}`), answers: column };
  }
  if (exception !== undefined) return { driver: exceptionDriver(acting, exception, range), answers: 'exception' };
  if (filter.status === 'cancelled') return { driver: own(sql`s.status = 'cancelled'`), answers: 'status' };
  if (states !== undefined) {
    const mode = sql`(t.mode = 'test') = (app_mode() = 'test')`;
    const driver = ofEach(states, (state) =>
      select(sql`custody_states t`, 't.shipment_id', side('t'), mode, sql`t.state = ${state}`),
    );
    return { driver, answers: 'states' };
  }
  for (const column of ['destination_pin', 'origin'] as const) {
    const value = filter[column];
    if (value !== undefined) return { driver: own(sql`${sql.ref(`s.${column}`)} = ${value}`), answers: column };
  }
  if (partner !== undefined) {
    const carried = [sql`k.partner_id = ${partner}`, sql`k.mode = ${mode}`];
    return { driver: select(sql`carriages k`, 'k.shipment_id', ...carried), answers: 'partner_id' };
  }
  return { driver: own(), answers: undefined };
}

/** Shipments with an open exception, each once, along the index for its code. */
function exceptionDriver(acting: Acting, exception: string, range: IdRange): Driver {
  const { partyId, kind, mode } = acting;
  const codes = exception === 'any' ? EXCEPTION_CODES : [exception];
  const column = sql.ref(kind === 'carrier' ? 'e.owner_id' : 'e.shipper_id');
  return ofEach(codes, (code) => (limit) => {
    const conditions = [
      sql`${column} = ${partyId}`,
      sql`e.mode = ${mode}`,
      sql`e.code = ${code}`,
      sql`e.cleared_at is null`,
      ...rangeOf('e.shipment_id', range),
    ];
    return sql`select distinct e.shipment_id as id from shipment_exceptions e
      where ${sql.join(conditions, sql` and `)} order by id desc limit ${limit}`;
  });
}

/** The lists of several values, merged. */
function ofEach<T>(values: readonly T[], driver: (value: T) => Driver): Driver {
  return (limit) => {
    const parts = values.map((value) => sql`(${driver(value)(limit)})`);
    return sql`select id from (${sql.join(parts, sql` union `)}) merged order by id desc limit ${limit}`;
  };
}

function rangeOf(column: string, { before, from }: IdRange): RawBuilder<unknown>[] {
  return [
    ...(before === undefined ? [] : [sql`${sql.ref(column)} < ${before}`]),
    ...(from === undefined ? [] : [sql`${sql.ref(column)} >= ${from}`]),
  ];
}
