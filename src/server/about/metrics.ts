import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** Figures of one server, for Prometheus. */
export interface Metrics {
  readonly registry: Registry;
  readonly requests: Histogram<'method' | 'route' | 'status'>;
  readonly signIns: Counter<'outcome'>;
  readonly webhookAttempts: Counter<'outcome'>;
  readonly requestsUnlogged: Counter;
  readonly streamsOpen: Gauge;
}

/** Makes the figures; those of the process are added for a server that runs, and left out in tests. */
export function makeMetrics({ ofProcess }: { readonly ofProcess: boolean }): Metrics {
  const registry = new Registry();
  if (ofProcess) collectDefaultMetrics({ register: registry, prefix: 'interline_' });
  return {
    registry,
    requests: new Histogram({
      name: 'interline_http_request_seconds',
      help: 'Time from a request to its answer',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers: [registry],
    }),
    signIns: new Counter({
      name: 'interline_sign_ins_total',
      help: 'Attempts to sign in, by how they went',
      labelNames: ['outcome'],
      registers: [registry],
    }),
    webhookAttempts: new Counter({
      name: 'interline_webhook_attempts_total',
      help: 'Messages sent to webhooks: delivered, pending another try, or dead',
      labelNames: ['outcome'],
      registers: [registry],
    }),
    requestsUnlogged: new Counter({
      name: 'interline_requests_unlogged_total',
      help: 'Requests that are missing in the logs of parties, because there were too many at once or the database failed',
      registers: [registry],
    }),
    streamsOpen: new Gauge({
      name: 'interline_streams_open',
      help: 'Streams of notices that are open on this process',
      registers: [registry],
    }),
  };
}
