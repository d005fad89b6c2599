import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** What the gateway counts. Labels never name a merchant's customer, and take few values. */
export interface GatewayMetrics {
  readonly registry: Registry;
  httpRequest(labels: { readonly method: string; readonly route: string; readonly status: number }, ms: number): void;
  providerCall(
    labels: { readonly provider: string; readonly operation: string; readonly outcome: string },
    ms: number,
  ): void;
  commit(result: string, ms: number): void;
  event(type: string): void;
  webhookAttempt(outcome: string, ms: number): void;
}

/** From a read within the process to the longest that a provider may take. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

export function createGatewayMetrics(): GatewayMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'hangil_http_request_duration_seconds',
    help: 'Requests answered, by route.',
    labelNames: ['method', 'route', 'status'],
    buckets,
    registers,
  });
  const calls = new Histogram({
    name: 'hangil_provider_call_duration_seconds',
    help: 'Calls to providers, by what came of them.',
    labelNames: ['provider', 'operation', 'outcome'],
    buckets,
    registers,
  });
  const commits = new Histogram({
    name: 'hangil_commit_duration_seconds',
    help: 'Change sets written to the database or refused by it.',
    labelNames: ['result'],
    buckets,
    registers,
  });
  const events = new Counter({
    name: 'hangil_events_total',
    help: 'Events recorded: payment.paid, payment.unknown, refund.failed, ...',
    labelNames: ['type'],
    registers,
  });
  const webhooks = new Histogram({
    name: 'hangil_webhook_attempt_duration_seconds',
    help: 'Attempts to deliver an event to a merchant.',
    labelNames: ['outcome'],
    buckets,
    registers,
  });

  return {
    registry,
    httpRequest: ({ method, route, status }, ms) =>
      requests.observe({ method, route, status: String(status) }, ms / 1_000),
    providerCall: (labels, ms) => calls.observe(labels, ms / 1_000),
    commit: (result, ms) => commits.observe({ result }, ms / 1_000),
    event: (type) => events.inc({ type }),
    webhookAttempt: (outcome, ms) => webhooks.observe({ outcome }, ms / 1_000),
  };
}
