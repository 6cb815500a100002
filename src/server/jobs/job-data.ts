import type { ExampleProgress } from '../example/example-progress.js';
import type { DueWebhook } from '../../store/notices/webhook-deliveries.js';

/** What a job of each queue is told: ids, never what they stand for. A queue is added here and in the registry. */
export interface JobData {
  readonly sweep: Readonly<Record<string, never>>;
  readonly settle_handovers: Readonly<Record<string, never>>;
  readonly webhooks: DueWebhook;
  readonly exceptions: Readonly<Record<string, never>>;
  readonly plan: { readonly plan: string };
  readonly explore: { readonly exploration: string };
  readonly assign_plan: { readonly plan: string };
  /** The day of a synthetic workspace. */
  readonly example: ExampleProgress;
  readonly upload: { readonly upload: string };
  readonly export_deadlines: Readonly<Record<string, never>>;
  readonly export_records: Readonly<Record<string, never>>;
  readonly erasure: Readonly<Record<string, never>>;
}

export type QueueName = keyof JobData;
