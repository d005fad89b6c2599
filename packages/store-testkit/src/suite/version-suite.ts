import type { ChangeSet } from '@hangil/engine';
import { describe, expect, test } from 'vitest';
import type { Builders } from '../builders.ts';
import { commitAll, expectConflict, type SuiteContext } from './suite.ts';

/** One object of each kind, in any version. */
const versioned: Readonly<Record<string, (build: Builders) => (version: number) => ChangeSet>> = {
  payment: (build) => {
    const payment = build.buildPayment();
    return (version) => ({ payments: [{ ...payment, version, checks: version }] });
  },
  refund: (build) => {
    const refund = build.buildRefund();
    return (version) => ({ refunds: [{ ...refund, version, checks: version }] });
  },
  payout: (build) => {
    const payout = build.buildPayout();
    return (version) => ({ payouts: [{ ...payout, version, checks: version }] });
  },
  operation: (build) => {
    const operation = build.buildOperation();
    return (fence) => ({ operations: [{ ...operation, fence, cause: `write ${fence}` }] });
  },
  'webhook endpoint': (build) => {
    const endpoint = build.buildWebhookEndpoint();
    return (version) => ({ webhookEndpoints: [{ ...endpoint, version, description: `write ${version}` }] });
  },
  'webhook delivery': (build) => {
    const delivery = build.buildWebhookDelivery(build.buildWebhookEndpoint());
    return (version) => ({ webhookDeliveries: [{ ...delivery, version, attempt: version }] });
  },
};

export function describeVersions(context: SuiteContext): void {
  describe.each(Object.entries(versioned))('versions of a %s', (_kind, make) => {
    test('each version replaces exactly the one before', async () => {
      const at = make(context.build);
      await commitAll(context.store, at(1), at(2), at(3));
    });

    test('a version that was written is refused when it is written again', async () => {
      const at = make(context.build);
      await commitAll(context.store, at(1), at(2));
      await expectConflict(context.store, at(1), 'version');
      await expectConflict(context.store, at(2), 'version');
    });

    test('a version too far ahead is refused', async () => {
      const at = make(context.build);
      await expectConflict(context.store, at(2), 'version');
      await commitAll(context.store, at(1));
      await expectConflict(context.store, at(3), 'version');
    });

    test('of many writers of one version at once, one wins', async () => {
      const at = make(context.build);
      await commitAll(context.store, at(1));
      const results = await Promise.all(Array.from({ length: 50 }, () => context.store.commit(at(2))));
      expect(results.filter(({ kind }) => kind === 'committed')).toHaveLength(1);
      expect(results.filter((result) => result.kind === 'conflict' && result.on === 'version')).toHaveLength(49);
    });
  });

  describe('reading versions', () => {
    test('the last version is read', async () => {
      const { store, build } = context;
      const payment = build.buildPayment();
      const refund = build.buildRefund();
      const payout = build.buildPayout();
      const operation = build.buildOperation();
      const paid = {
        ...payment,
        version: 2,
        status: 'paid',
        amountMinor: 12_000,
        amountPaidMinor: 12_000,
        paidAt: build.instant(),
      } as const;
      const succeeded = { ...refund, version: 2, status: 'succeeded', succeededAt: build.instant() } as const;
      const failed = { ...payout, version: 2, status: 'failed', failedAt: build.instant() } as const;
      const closed = {
        ...operation,
        fence: 2,
        kind: 'schedule',
        subjectId: payment.id,
        status: 'closed',
        leaseUntil: null,
        outcome: 'succeeded',
      } as const;
      await commitAll(
        store,
        { payments: [payment], refunds: [refund], payouts: [payout], operations: [operation] },
        { payments: [paid], refunds: [succeeded], payouts: [failed], operations: [closed] },
      );
      expect(await store.payment(payment.id)).toEqual(paid);
      expect(await store.refund(refund.id)).toEqual(succeeded);
      expect(await store.payout(payout.id)).toEqual(failed);
      expect(await store.operation(operation.id)).toEqual(closed);
    });

    test('what is not there is null', async () => {
      const { store, build } = context;
      expect(await store.payment(build.ids.next('pay'))).toBeNull();
      expect(await store.refund(build.ids.next('rfnd'))).toBeNull();
      expect(await store.payout(build.ids.next('po'))).toBeNull();
      expect(await store.operation(build.ids.next('op'))).toBeNull();
    });
  });

  describe('which conflict is told when several apply', () => {
    test('a version that has moved comes before the amounts, the order id and the entry', async () => {
      const { store, build } = context;
      const payment = build.buildPayment();
      const entry = build.buildJournalEntry();
      await commitAll(store, { payments: [payment], journalEntries: [entry] });
      const broken = { ...payment, amountRefundedMinor: 1 };
      const again = { ...entry, id: build.ids.next('je') };
      await expectConflict(store, { payments: [{ ...broken, version: 1 }], journalEntries: [again] }, 'version');
      await expectConflict(store, { payments: [{ ...broken, version: 3 }], journalEntries: [again] }, 'version');
    });

    test('a fence that has moved comes before the reference and the entry', async () => {
      const { store, build } = context;
      const operation = build.buildOperation();
      const entry = build.buildJournalEntry();
      await commitAll(store, { operations: [operation], journalEntries: [entry] });
      const again = { ...entry, id: build.ids.next('je') };
      await expectConflict(store, { operations: [operation], journalEntries: [again] }, 'version');
    });

    test('a payout that is made twice is a moved version, not a taken reference', async () => {
      const { store, build } = context;
      const payout = build.buildPayout();
      await commitAll(store, { payouts: [payout] });
      await expectConflict(store, { payouts: [payout] }, 'version');
    });

    test('a used idempotency key comes before everything else', async () => {
      const { store, build } = context;
      const payment = build.buildPayment();
      const record = build.buildIdempotencyRecord();
      const event = build.buildProviderEvent();
      await commitAll(store, {
        payments: [payment],
        providerEvents: [event],
        idempotency: { kind: 'claim', record },
      });
      const second = build.buildPayment({ orderId: payment.orderId });
      await expectConflict(
        store,
        {
          payments: [second, payment],
          providerEvents: [{ ...event, id: build.ids.next('pev') }],
          idempotency: { kind: 'claim', record },
        },
        'idempotency_key',
      );
    });

    test('a provider event that is known comes before a moved version', async () => {
      const { store, build } = context;
      const payment = build.buildPayment();
      const event = build.buildProviderEvent();
      await commitAll(store, { payments: [payment], providerEvents: [event] });
      const copy = { ...event, id: build.ids.next('pev') };
      await expectConflict(store, { payments: [payment], providerEvents: [copy] }, 'provider_event');
    });
  });
}
