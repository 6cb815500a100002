import type { ExportException } from '../../domain/shipment-exception.js';
import type { ExportState } from './export-state.js';

/** An export whose state should have changed, and the deadline that says so. Instants are milliseconds since 1970-01-01 UTC. */
export interface OverdueExport {
  readonly state: ExportState;
  readonly item: string;
  readonly dueMs: number;
  readonly deadline: { readonly hours: number; readonly words: string } | undefined;
  readonly carrier: string; // its code
}

/** What an overdue export is to whoever looks at exceptions; the sender has to act where the carrier only waits for it. */
export function overdueException({ state, item, dueMs, deadline, carrier }: OverdueExport): ExportException {
  const allowed = deadline === undefined ? '' : ` It may take ${deadline.hours} hours.`;
  return {
    key: `export_overdue ${state}`,
    code: 'export_overdue',
    severity: SEVERITY[state] ?? 'warning',
    responsible: OF_SENDER.includes(state) ? '@sender' : carrier,
    sinceMs: dueMs,
    words: `${item} is overdue (${state}). ${deadline?.words ?? 'Its state should have changed.'}${allowed}`,
    evidence: [],
    clears: 'An event that moves the export on, or its cancellation.',
  };
}

/** A parcel is brought, and a question of customs answered, by the sender. */
const OF_SENDER: readonly ExportState[] = ['filed', 'query'];

/** What was never brought is hardly urgent; what customs ask or hold is returned or abandoned in the end. */
const SEVERITY: Readonly<Partial<Record<ExportState, ExportException['severity']>>> = {
  filed: 'info',
  query: 'critical',
  import_customs: 'critical',
};
