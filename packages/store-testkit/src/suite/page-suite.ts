import type { MerchantId, Payment } from '@hangil/core';
import type { ChangeSet, Page, PageRequest, PaymentFilter, Store } from '@hangil/engine';
import { describe, expect, test } from 'vitest';
import type { Builders } from '../builders.ts';
import { testScope } from '../sequence.ts';
import { collect, commitAll, everything, type SuiteContext, withoutLinks } from './suite.ts';

interface ListKind {
  readonly name: string;
  make(build: Builders, scope?: { readonly livemode?: boolean; readonly merchantId?: MerchantId }): [string, ChangeSet];
  list(store: Store, page: PageRequest): Promise<Page<{ readonly id: string }>>;
}

const lists: readonly ListKind[] = [
  {
    name: 'payments',
    make: (build, scope) => {
      const payment = build.buildPayment(scope);
      return [payment.id, { payments: [payment] }];
    },
    list: (store, page) => store.payments(testScope, {}, page),
  },
  {
    name: 'refunds',
    make: (build, scope) => {
      const refund = build.buildRefund(scope);
      return [refund.id, { refunds: [refund] }];
    },
    list: (store, page) => store.refunds(testScope, {}, page),
  },
  {
    name: 'payouts',
    make: (build, scope) => {
      const payout = build.buildPayout(scope);
      return [payout.id, { payouts: [payout] }];
    },
    list: (store, page) => store.payouts(testScope, {}, page),
  },
  {
    name: 'cases',
    make: (build, scope) => {
      const value = build.buildCase(scope);
      return [value.id, { cases: [value] }];
    },
    list: (store, page) => store.cases(testScope, {}, page),
  },
  {
    name: 'journal entries',
    make: (build, scope) => {
      const entry = build.buildJournalEntry(scope);
      return [entry.id, { journalEntries: [entry] }];
    },
    list: (store, page) => store.journalEntries(testScope, {}, page),
  },
  {
    name: 'events',
    make: (build, scope) => {
      const event = build.buildOutgoingEvent(build.buildPayment(), scope);
      return [event.id, { events: [event] }];
    },
    list: (store, page) => store.events(testScope, {}, page),
  },
  {
    name: 'webhook endpoints',
    make: (build, scope) => {
      const endpoint = build.buildWebhookEndpoint(scope);
      return [endpoint.id, { webhookEndpoints: [endpoint] }];
    },
    list: (store, page) => store.webhookEndpoints(testScope, page),
  },
  {
    name: 'webhook deliveries',
    make: (build, scope) => {
      const endpoint = build.buildWebhookEndpoint(scope);
      const delivery = build.buildWebhookDelivery(endpoint);
      return [delivery.id, { webhookEndpoints: [endpoint], webhookDeliveries: [delivery] }];
    },
    list: (store, page) => store.webhookDeliveries(testScope, {}, page),
  },
];

export function describePages(context: SuiteContext): void {
  describe.each(lists)('pages of $name', ({ make, list }) => {
    async function add(count: number): Promise<string[]> {
      const made = Array.from({ length: count }, () => make(context.build));
      await commitAll(context.store, ...made.map(([, changes]) => changes));
      return made.map(([id]) => id);
    }
    const idsOf = ({ items }: Page<{ readonly id: string }>) => items.map(({ id }) => id);

    test('go from the newest to the oldest and stay the same while rows are added', async () => {
      const ids = await add(7);
      const first = await list(context.store, { limit: 3, cursor: null });
      expect(idsOf(first)).toEqual([ids[6], ids[5], ids[4]]);
      expect(first.hasMore).toBe(true);
      await add(2);
      const second = await list(context.store, { limit: 3, cursor: ids[4] ?? null });
      expect(idsOf(second)).toEqual([ids[3], ids[2], ids[1]]);
      expect(second.hasMore).toBe(true);
      const third = await list(context.store, { limit: 3, cursor: ids[1] ?? null });
      expect(third).toMatchObject({ items: [{ id: ids[0] }], hasMore: false });
    });

    test('a page that ends with the last row says that there is no more', async () => {
      const ids = await add(3);
      const page = await list(context.store, { limit: 3, cursor: null });
      expect(idsOf(page)).toEqual(ids.reverse());
      expect(page.hasMore).toBe(false);
    });

    test('show one merchant in one mode', async () => {
      const { store, build } = context;
      const [own] = await add(1);
      await commitAll(store, make(build, { livemode: true })[1], make(build, { merchantId: 'other' as MerchantId })[1]);
      expect(idsOf(await list(store, everything))).toEqual([own]);
    });
  });

  describe('filters of payments', () => {
    const marked: Partial<Payment> = {
      orderId: 'marked',
      status: 'awaiting_deposit',
      provider: 'otherbank',
      channelId: 'korean-banks' as Payment['channelId'],
      method: { type: 'virtual_account', details: {} },
      createdAt: new Date(Date.UTC(2026, 5, 1)),
    };
    const filters: readonly PaymentFilter[] = [
      { orderId: 'marked' },
      { status: 'awaiting_deposit' },
      { provider: 'otherbank' },
      { channelId: 'korean-banks' },
      { method: 'virtual_account' },
      { createdFrom: new Date(Date.UTC(2026, 5, 1)) },
      { createdFrom: new Date(Date.UTC(2026, 5, 1)), createdTo: new Date(Date.UTC(2026, 5, 1, 0, 0, 0, 1)) },
      { orderId: 'marked', status: 'awaiting_deposit', provider: 'otherbank', method: 'virtual_account' },
    ];

    test.each(filters)('%o', async (filter) => {
      const { store, build } = context;
      const before = build.buildPayment();
      const wanted = build.buildPayment(marked);
      await commitAll(store, { payments: [before, wanted, build.buildPayment()] });
      expect((await store.payments(testScope, filter, everything)).items).toEqual([wanted]);
    });

    test('find the charges of one billing key', async () => {
      const { store, build } = context;
      const onKey = (billingKeyId: string) =>
        build.buildPayment({ method: { type: 'billing_key', billingKeyId, details: {} } });
      const [first, other, second] = [onKey('bk_1'), onKey('bk_2'), onKey('bk_1')];
      await commitAll(store, { payments: [first, other, second, build.buildPayment()] });
      expect((await store.payments(testScope, { billingKeyId: 'bk_1' }, everything)).items).toEqual([second, first]);
      expect((await store.payments(testScope, { billingKeyId: 'bk_3' }, everything)).items).toEqual([]);
    });

    test('that match nothing', async () => {
      const { store, build } = context;
      const payment = build.buildPayment(marked);
      await commitAll(store, { payments: [payment] });
      const filters: readonly PaymentFilter[] = [
        { createdTo: payment.createdAt },
        { orderId: 'marked', status: 'paid' },
        { method: 'virtual' },
      ];
      for (const filter of filters) expect((await store.payments(testScope, filter, everything)).items).toEqual([]);
    });

    test('restrict every page', async () => {
      const { store, build } = context;
      const payments = Array.from({ length: 6 }, (_, index) =>
        build.buildPayment({ status: index % 2 === 0 ? 'paid' : 'pending' }),
      );
      await commitAll(store, { payments });
      const first = await store.payments(testScope, { status: 'paid' }, { limit: 2, cursor: null });
      expect(first).toEqual({ items: [payments[4], payments[2]], hasMore: true });
      const second = await store.payments(testScope, { status: 'paid' }, { limit: 2, cursor: payments[2]?.id ?? null });
      expect(second).toEqual({ items: [payments[0]], hasMore: false });
    });
  });

  describe('filters of the other lists', () => {
    test('refunds of one payment', async () => {
      const { store, build } = context;
      const [first, other, second] = [build.buildRefund(), build.buildRefund(), build.buildRefund()];
      const ofSame = { ...second, paymentId: first.paymentId };
      await commitAll(store, { refunds: [first, other, ofSame] });
      const { items } = await store.refunds(testScope, { paymentId: first.paymentId }, everything);
      expect(items).toEqual([ofSame, first]);
      expect(await store.refundsOf(first.paymentId)).toEqual([first, ofSame]);
    });

    test('payouts by reference and by status', async () => {
      const { store, build } = context;
      const [first, second] = [build.buildPayout(), build.buildPayout({ status: 'unknown' })];
      await commitAll(store, { payouts: [first, second] });
      const { merchantReference } = first;
      expect((await store.payouts(testScope, { merchantReference }, everything)).items).toEqual([first]);
      expect((await store.payouts(testScope, { status: 'unknown' }, everything)).items).toEqual([second]);
      expect((await store.payouts(testScope, { merchantReference, status: 'unknown' }, everything)).items).toEqual([]);
    });

    test('cases by status', async () => {
      const { store, build } = context;
      const [open, resolved] = [build.buildCase(), build.buildCase({ status: 'resolved' })];
      await commitAll(store, { cases: [open, resolved] });
      expect((await store.cases(testScope, { status: 'open' }, everything)).items).toEqual([open]);
      expect((await store.cases(testScope, { status: 'resolved' }, everything)).items).toEqual([resolved]);
      const poison = build.buildCase({ kind: 'poison_event', subjectId: 'pev_1' });
      await commitAll(store, { cases: [poison] });
      expect((await store.cases(testScope, { kind: 'poison_event' }, everything)).items).toEqual([poison]);
      expect((await store.cases(testScope, { subjectId: 'pev_1' }, everything)).items).toEqual([poison]);
      expect((await store.cases(testScope, { kind: 'unknown_outcome' }, everything)).items).not.toContainEqual(poison);
    });

    test('journal entries by what they are about', async () => {
      const { store, build } = context;
      const paymentId = build.ids.next('pay');
      const refundId = build.ids.next('rfnd');
      const payoutId = build.ids.next('po');
      const sale = build.buildJournalEntry({ paymentId });
      const refund = build.buildJournalEntry({ paymentId, refundId });
      const payout = build.buildJournalEntry({ payoutId });
      await commitAll(store, { journalEntries: [sale, refund, payout, build.buildJournalEntry()] });
      const read = async (filter: Parameters<Store['journalEntries']>[1]) =>
        withoutLinks((await store.journalEntries(testScope, filter, everything)).items);
      expect(await read({ paymentId })).toEqual([refund, sale]);
      expect(await read({ refundId })).toEqual([refund]);
      expect(await read({ payoutId })).toEqual([payout]);
      expect(await read({ paymentId, payoutId })).toEqual([]);
    });
  });

  describe('every payment', () => {
    test('of a book is read once, also when there are many and more are added', async () => {
      const { store, build } = context;
      const payments = Array.from({ length: 1_203 }, () => build.buildPayment());
      await commitAll(store, { payments: [...payments, build.buildPayment({ livemode: true })] });
      expect(await collect(store.everyPayment(testScope))).toEqual(payments);
    });
  });
}
