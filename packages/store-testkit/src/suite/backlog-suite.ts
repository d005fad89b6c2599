import type { MerchantId } from '@hangil/core';
import type { Backlog } from '@hangil/engine';
import { describe, expect, test } from 'vitest';
import { commitAll, type SuiteContext } from './suite.ts';

const nothing = { count: 0, oldestAt: null };
const emptyBacklog: Backlog = {
  unknown_payments: nothing,
  unknown_refunds: nothing,
  unknown_payouts: nothing,
  jobs: nothing,
  provider_events: nothing,
  webhook_deliveries: nothing,
  open_cases: nothing,
};

export function describeBacklog(context: SuiteContext): void {
  describe('the backlog', () => {
    test('is empty at first', async () => {
      expect(await context.store.backlog()).toEqual(emptyBacklog);
    });

    test('counts what waits, of every merchant and mode, and nothing that has ended', async () => {
      const { store, build } = context;
      const other = { merchantId: 'other' as MerchantId, livemode: true };
      const payment = build.buildPayment({ status: 'unknown' });
      const refund = build.buildRefund({ paymentId: payment.id, status: 'unknown' });
      const payout = build.buildPayout({ status: 'unknown' });
      const event = build.buildProviderEvent();
      const endpoint = build.buildWebhookEndpoint();
      const delivery = build.buildWebhookDelivery(endpoint);
      const opened = build.buildCase();
      const dueAt = build.instant();
      await commitAll(store, {
        payments: [payment, build.buildPayment({ status: 'unknown', ...other }), build.buildPayment()],
        refunds: [refund, build.buildRefund({ paymentId: payment.id, status: 'succeeded' })],
        payouts: [payout, build.buildPayout({ status: 'succeeded' })],
        providerEvents: [event, build.buildProviderEvent({ status: 'folded' })],
        webhookEndpoints: [endpoint],
        webhookDeliveries: [
          delivery,
          build.buildWebhookDelivery(endpoint, { status: 'succeeded', nextAttemptAt: null }),
        ],
        cases: [opened, build.buildCase({ status: 'resolved' })],
        jobs: [
          { kind: 'schedule', jobKind: 'watch_payment', subjectId: payment.id, dueAt: new Date(dueAt.getTime() + 1) },
          { kind: 'schedule', jobKind: 'watch_refund', subjectId: refund.id, dueAt },
        ],
      });
      expect(await store.backlog()).toEqual({
        unknown_payments: { count: 2, oldestAt: payment.createdAt },
        unknown_refunds: { count: 1, oldestAt: refund.createdAt },
        unknown_payouts: { count: 1, oldestAt: payout.createdAt },
        jobs: { count: 2, oldestAt: dueAt },
        provider_events: { count: 1, oldestAt: event.receivedAt },
        webhook_deliveries: { count: 1, oldestAt: delivery.createdAt },
        open_cases: { count: 1, oldestAt: opened.openedAt },
      });
    });
  });
}
