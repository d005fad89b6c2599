import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { version } from '../version.ts';

/** What ended, or waits for somebody: a payment, refund or payout of one provider. */
interface ReachedStatus {
  readonly provider: string;
  readonly channel: string;
  readonly status: string;
}

/** What the gateway counts. Labels never name a merchant's customer, and take few values. */
export interface GatewayMetrics {
  readonly registry: Registry;
  httpRequest(labels: { readonly method: string; readonly route: string; readonly status: number }, ms: number): void;
  providerCall(
    labels: { readonly provider: string; readonly operation: string; readonly outcome: string },
    ms: number,
  ): void;
  commit(result: string, ms: number): void;
  /** How many writes shared a transaction. */
  batch(writes: number): void;
  event(type: string): void;
  paymentReached(labels: ReachedStatus): void;
  payoutReached(labels: ReachedStatus): void;
  refundReached(status: string): void;
  webhookAttempt(outcome: string, ms: number): void;
}

/** From a read within the process to the longest that a provider may take. */
const secondsBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

const writesBuckets = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000];

export function createGatewayMetrics(): GatewayMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({ name: 'hangil_build_info', help: 'The running version.', labelNames: ['version'], registers }).set(
    { version },
    1,
  );
  const requests = new Histogram({
    name: 'hangil_http_request_duration_seconds',
    help: 'Requests answered, by route.',
    labelNames: ['method', 'route', 'status'],
    buckets: secondsBuckets,
    registers,
  });
  const calls = new Histogram({
    name: 'hangil_provider_call_duration_seconds',
    help: 'Calls to providers, by what came of them.',
    labelNames: ['provider', 'operation', 'outcome'],
    buckets: secondsBuckets,
    registers,
  });
  const commits = new Histogram({
    name: 'hangil_commit_duration_seconds',
    help: 'Change sets written to the database or refused by it.',
    labelNames: ['result'],
    buckets: secondsBuckets,
    registers,
  });
  const batches = new Histogram({
    name: 'hangil_commit_batch_size',
    help: 'Writes that shared one transaction and its sync to the disk.',
    buckets: writesBuckets,
    registers,
  });
  const events = new Counter({
    name: 'hangil_events_total',
    help: 'Events recorded: payment.paid, payment.unknown, refund.failed, ...',
    labelNames: ['type'],
    registers,
  });
  const payments = reachedCounter('hangil_payments_total', 'payments');
  const payouts = reachedCounter('hangil_payouts_total', 'payouts');
  const refunds = new Counter({
    name: 'hangil_refunds_total',
    help: 'How often refunds reached a status.',
    labelNames: ['status'],
    registers,
  });
  const webhooks = new Histogram({
    name: 'hangil_webhook_attempt_duration_seconds',
    help: 'Attempts to deliver an event to a merchant.',
    labelNames: ['outcome'],
    buckets: secondsBuckets,
    registers,
  });

  function reachedCounter(name: string, what: string): Counter<'provider' | 'channel' | 'status'> {
    const labelNames = ['provider', 'channel', 'status'] as const;
    return new Counter({ name, help: `How often ${what} reached a status.`, labelNames, registers });
  }

  return {
    registry,
    httpRequest: ({ method, route, status }, ms) =>
      requests.observe({ method, route, status: String(status) }, ms / 1_000),
    providerCall: (labels, ms) => calls.observe(labels, ms / 1_000),
    commit: (result, ms) => commits.observe({ result }, ms / 1_000),
    batch: (writes) => batches.observe(writes),
    event: (type) => events.inc({ type }),
    paymentReached: (labels) => payments.inc({ ...labels }),
    payoutReached: (labels) => payouts.inc({ ...labels }),
    refundReached: (status) => refunds.inc({ status }),
    webhookAttempt: (outcome, ms) => webhooks.observe({ outcome }, ms / 1_000),
  };
}
