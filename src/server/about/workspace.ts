import { formatDate } from '../../base/civil-time.js';
import * as wire from '../../wire/network/workspace.js';
import type { OperationServer } from '../http/serve-operation.js';
import { firstLoginOf } from '../people/first-start.js';

/** What a page must know before anybody signs in. */
export function serveWorkspace(operations: OperationServer, version: string): void {
  const { reference, passwordless } = operations.server;
  const { workspace } = reference;
  operations.serveAnybody(wire.getWorkspace, async () => ({
    name: reference.name,
    synthetic: reference.synthetic,
    notes: [...workspace.notes],
    time_zone: workspace.calendar.timezone,
    currency: reference.currency,
    minor_per_major: workspace.minorPerMajor,
    first_day: formatDate(workspace.calendar.firstDay),
    days: workspace.calendar.dayCount,
    products: [...reference.products],
    carriers: reference.parties.map(({ code, name }) => ({ code, name })),
    example_logins: passwordless ? reference.parties.map(({ code }) => firstLoginOf(code)) : [],
    version,
  }));
}
