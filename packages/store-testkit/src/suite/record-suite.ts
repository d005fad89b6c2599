import type { MerchantId, ProviderAccountId } from '@hangil/core';
import type { Scope } from '@hangil/engine';
import { describe, expect, test } from 'vitest';
import { testAccount, testScope } from '../sequence.ts';
import { commitAll, everything, expectConflict, type SuiteContext } from './suite.ts';

const otherAccount = 'testbank-second' as ProviderAccountId;
const otherMerchant = { merchantId: 'other' as MerchantId };

export function describeRecords(context: SuiteContext): void {
  describeIdempotency(context);
  describeProviderEvents(context);
  describeReferences(context);

  describe('cases', () => {
    test('are opened once per key', async () => {
      const { store, build } = context;
      const first = build.buildCase({ evidence: { asked: 10_000, told: 9_000 } });
      await commitAll(store, { cases: [first] }, { cases: [build.buildCase({ key: first.key }), build.buildCase()] });
      const { items } = await store.cases(testScope, {}, everything);
      expect(items.filter(({ key }) => key === first.key)).toEqual([first]);
      expect(items).toHaveLength(2);
    });

    test('of another merchant or mode are other cases', async () => {
      const { store, build } = context;
      const { key } = build.buildCase();
      await commitAll(store, {
        cases: [
          build.buildCase({ key }),
          build.buildCase({ key, livemode: true }),
          build.buildCase({ key, ...otherMerchant }),
        ],
      });
      for (const scope of [testScope, { ...testScope, livemode: true }, { ...testScope, ...otherMerchant }]) {
        expect((await store.cases(scope, {}, everything)).items).toHaveLength(1);
      }
    });
  });

  describe('a case that is resolved', () => {
    const resolution = {
      action: 'acknowledge',
      note: 'looked into it',
      providerTransactionId: null,
      resolvedAt: new Date('2026-11-24T03:00:00.000Z'),
    } as const;

    test('keeps how it ended, and its first ending', async () => {
      const { store, build } = context;
      const opened = build.buildCase();
      const { merchantId, livemode, key } = opened;
      const ended = { merchantId, livemode, key, resolution };
      await commitAll(
        store,
        { cases: [opened] },
        { resolvedCases: [ended] },
        { resolvedCases: [{ ...ended, resolution: { ...resolution, note: 'another' } }] },
        { cases: [build.buildCase({ key })] },
      );
      expect(await store.case(opened.id)).toEqual({ ...opened, status: 'resolved', resolution });
    });

    test('is one of its own merchant and mode, and one that exists', async () => {
      const { store, build } = context;
      const opened = build.buildCase();
      const { merchantId, key } = opened;
      await commitAll(
        store,
        { cases: [opened] },
        {
          resolvedCases: [
            { merchantId, livemode: true, key, resolution },
            { ...otherMerchant, livemode: false, key, resolution },
            { merchantId, livemode: false, key: 'another', resolution },
          ],
        },
      );
      expect(await store.case(opened.id)).toEqual(opened);
      expect((await store.cases(testScope, {}, everything)).items).toEqual([opened]);
    });
  });

  describe('events for the merchant', () => {
    test('are read in the order of their sequence', async () => {
      const { store, build } = context;
      const payment = build.buildPayment();
      const second = build.buildOutgoingEvent(payment, { sequence: 2 });
      const tenth = build.buildOutgoingEvent(payment, { sequence: 10 });
      const first = build.buildOutgoingEvent(payment, { sequence: 1 });
      const elsewhere = build.buildOutgoingEvent(build.buildPayment());
      await commitAll(store, { events: [tenth, elsewhere] }, { events: [second] }, { events: [first] });
      expect(await store.eventsOf(payment.id)).toEqual([first, second, tenth]);
    });

    test('keep which work recorded them, where somebody follows it', async () => {
      const { store, build } = context;
      const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
      const followed = build.buildOutgoingEvent(build.buildPayment(), { traceparent });
      const alone = build.buildOutgoingEvent(build.buildPayment());
      await commitAll(store, { events: [followed, alone] });
      expect(await store.event(followed.id)).toStrictEqual(followed);
      expect(await store.event(alone.id)).toStrictEqual(alone);
    });
  });
}

function describeIdempotency(context: SuiteContext): void {
  const response = { status: 201, body: '{"id":"pay_1"}' };

  describe('idempotency keys', () => {
    test('are claimed by the first request', async () => {
      const { store, build } = context;
      const record = build.buildIdempotencyRecord();
      const second = build.buildIdempotencyRecord({ key: record.key, fingerprint: 'other' });
      await commitAll(store, { idempotency: { kind: 'claim', record } });
      await expectConflict(store, { idempotency: { kind: 'claim', record: second } }, 'idempotency_key');
      expect(await store.idempotencyRecord(testScope, record.key)).toEqual(record);
    });

    test('are separate for each merchant and mode', async () => {
      const { store, build } = context;
      const { key } = build.buildIdempotencyRecord();
      for (const scope of [{}, { livemode: true }, otherMerchant]) {
        const record = build.buildIdempotencyRecord({ key, ...scope });
        await commitAll(store, { idempotency: { kind: 'claim', record } });
        expect(await store.idempotencyRecord(record, key)).toEqual(record);
      }
    });

    test('of many first requests at once, one claims', async () => {
      const { store, build } = context;
      const { key } = build.buildIdempotencyRecord();
      const records = Array.from({ length: 20 }, () => build.buildIdempotencyRecord({ key }));
      const results = await Promise.all(
        records.map((record) => store.commit({ idempotency: { kind: 'claim', record } })),
      );
      expect(results.filter(({ kind }) => kind === 'committed')).toHaveLength(1);
    });

    test('keep the first answer', async () => {
      const { store, build } = context;
      const record = build.buildIdempotencyRecord();
      const { key } = record;
      const resourceId = record.resource.id;
      await commitAll(
        store,
        { idempotency: { kind: 'claim', record } },
        { idempotency: { kind: 'complete', scope: testScope, key, resourceId, response } },
        { idempotency: { kind: 'complete', scope: testScope, key, resourceId, response: { status: 500, body: '{}' } } },
      );
      expect(await store.idempotencyRecord(testScope, key)).toEqual({ ...record, response });
    });

    test('that were released can be claimed again', async () => {
      const { store, build } = context;
      const record = build.buildIdempotencyRecord();
      const { key } = record;
      const second = build.buildIdempotencyRecord({ key });
      await commitAll(
        store,
        { idempotency: { kind: 'claim', record } },
        { idempotency: { kind: 'release', scope: testScope, key, resourceId: record.resource.id } },
      );
      expect(await store.idempotencyRecord(testScope, key)).toBeNull();
      await commitAll(store, { idempotency: { kind: 'claim', record: second } });
      expect(await store.idempotencyRecord(testScope, key)).toEqual(second);
    });

    test('whose request came to nothing are replaced by who names its resource, and by nobody else', async () => {
      const { store, build } = context;
      const record = build.buildIdempotencyRecord();
      const { key } = record;
      const second = build.buildIdempotencyRecord({ key, resource: { kind: 'payment', id: 'pay_second' } });
      const third = build.buildIdempotencyRecord({ key, resource: { kind: 'payment', id: 'pay_third' } });
      await commitAll(store, { idempotency: { kind: 'claim', record } });
      await expectConflict(
        store,
        { idempotency: { kind: 'claim', record: second, replaces: 'other' } },
        'idempotency_key',
      );
      await commitAll(store, { idempotency: { kind: 'claim', record: second, replaces: record.resource.id } });
      await expectConflict(
        store,
        { idempotency: { kind: 'claim', record: third, replaces: record.resource.id } },
        'idempotency_key',
      );
      expect(await store.idempotencyRecord(testScope, key)).toEqual(second);
    });

    test('that were replaced are neither answered nor released by the request that came to nothing', async () => {
      const { store, build } = context;
      const record = build.buildIdempotencyRecord();
      const { key } = record;
      const resourceId = record.resource.id;
      const second = build.buildIdempotencyRecord({ key, resource: { kind: 'payment', id: 'pay_second' } });
      await commitAll(
        store,
        { idempotency: { kind: 'claim', record } },
        { idempotency: { kind: 'claim', record: second, replaces: resourceId } },
        { idempotency: { kind: 'complete', scope: testScope, key, resourceId, response } },
        { idempotency: { kind: 'release', scope: testScope, key, resourceId } },
      );
      expect(await store.idempotencyRecord(testScope, key)).toEqual(second);
    });

    test('that have expired are replaced, answer and all', async () => {
      const { store, build } = context;
      const record = build.buildIdempotencyRecord({ response });
      const { key, expiresAt } = record;
      const tooEarly = build.buildIdempotencyRecord({ key, createdAt: new Date(expiresAt.getTime() - 1) });
      const inTime = build.buildIdempotencyRecord({
        key,
        fingerprint: 'other',
        createdAt: expiresAt,
        expiresAt: new Date(expiresAt.getTime() + 1_000),
      });
      await commitAll(store, { idempotency: { kind: 'claim', record } });
      await expectConflict(store, { idempotency: { kind: 'claim', record: tooEarly } }, 'idempotency_key');
      await commitAll(store, { idempotency: { kind: 'claim', record: inTime } });
      expect(await store.idempotencyRecord(testScope, key)).toEqual(inTime);
    });

    test('that have expired are removed, earliest first and no more than asked for; others stay', async () => {
      const { store, build } = context;
      const now = build.instant();
      const expiringAt = (ms: number, owner: Partial<Scope> = {}) =>
        build.buildIdempotencyRecord({ ...owner, response, expiresAt: new Date(now.getTime() + ms) });
      const [last, first, second] = [expiringAt(0), expiringAt(-2), expiringAt(-1, { livemode: true })] as const;
      const standing = expiringAt(1);
      for (const record of [last, first, second, standing])
        await commitAll(store, { idempotency: { kind: 'claim', record } });
      const left = async () => {
        const found = await Promise.all(
          [first, second, last, standing].map((record) => store.idempotencyRecord(record, record.key)),
        );
        return found.filter((record) => record !== null);
      };
      expect(await store.removeExpiredIdempotencyRecords({ now, limit: 2 })).toBe(2);
      expect(await left()).toEqual([last, standing]);
      expect(await store.removeExpiredIdempotencyRecords({ now, limit: 2 })).toBe(1);
      expect(await store.removeExpiredIdempotencyRecords({ now, limit: 2 })).toBe(0);
      expect(await left()).toEqual([standing]);
    });
  });
}

function describeProviderEvents(context: SuiteContext): void {
  describe('provider events', () => {
    test('are stored once per account and key', async () => {
      const { store, build } = context;
      const event = build.buildProviderEvent();
      const { eventKey } = event;
      await commitAll(store, { providerEvents: [event] });
      await expectConflict(store, { providerEvents: [build.buildProviderEvent({ eventKey })] }, 'provider_event');
      const elsewhere = build.buildProviderEvent({ eventKey, providerAccountId: otherAccount });
      await commitAll(store, { providerEvents: [elsewhere] });
      expect(await store.providerEventByKey(testAccount, eventKey)).toEqual(event);
      expect(await store.providerEventByKey(otherAccount, eventKey)).toEqual(elsewhere);
      expect(await store.providerEvent(event.id)).toEqual(event);
      expect(await store.providerEventByKey(testAccount, 'another')).toBeNull();
    });

    test('are folded into what they are about', async () => {
      const { store, build } = context;
      const { id: subjectId } = build.buildPayment();
      const events = [build.buildProviderEvent(), build.buildProviderEvent(), build.buildProviderEvent()] as const;
      const foldedAt = build.instant();
      const fold = (id: (typeof events)[0]['id']) => ({ id, status: 'folded', subjectId, foldedAt }) as const;
      await commitAll(
        store,
        { providerEvents: events },
        { foldedProviderEvents: [fold(events[1].id)] },
        { foldedProviderEvents: [fold(events[0].id)] },
        { foldedProviderEvents: [{ id: events[2].id, status: 'unmatched', subjectId: null, foldedAt }] },
      );
      expect(await store.providerEventsOf(subjectId)).toEqual([
        { ...events[0], ...fold(events[0].id) },
        { ...events[1], ...fold(events[1].id) },
      ]);
      expect(await store.providerEvent(events[2].id)).toEqual({ ...events[2], status: 'unmatched', foldedAt });
    });

    test('can be stored and folded in one commit', async () => {
      const { store, build } = context;
      const event = build.buildProviderEvent();
      const folded = { status: 'folded', subjectId: 'pay_1', foldedAt: build.instant() } as const;
      await commitAll(store, { providerEvents: [event], foldedProviderEvents: [{ id: event.id, ...folded }] });
      expect(await store.providerEvent(event.id)).toEqual({ ...event, ...folded });
    });
  });
}

function describeReferences(context: SuiteContext): void {
  describe('finding by what a provider knows', () => {
    test('a payment is found by the reference of each of its attempts', async () => {
      const { store, build } = context;
      const payment = build.buildPayment();
      const first = build.buildOperationOf(payment);
      const second = build.buildOperation({ subjectId: payment.id, providerAccountId: otherAccount });
      await commitAll(store, { payments: [payment], operations: [second, first] });
      expect(await store.paymentByReference(testAccount, first.reference)).toEqual(payment);
      expect(await store.paymentByReference(otherAccount, second.reference)).toEqual(payment);
      expect(await store.paymentByReference(otherAccount, first.reference)).toBeNull();
      expect((await store.operationsOf(payment.id)).map(({ id }) => id)).toEqual([first.id, second.id].sort());
    });

    test('a payout is found by its reference, and not as a payment', async () => {
      const { store, build } = context;
      const payout = build.buildPayout();
      const { operationId: id, reference } = payout;
      const operation = build.buildOperation({ id, reference, kind: 'payout', subjectId: payout.id });
      await commitAll(store, { payouts: [payout], operations: [operation] });
      expect(await store.payoutByReference(testAccount, reference)).toEqual(payout);
      expect(await store.paymentByReference(testAccount, reference)).toBeNull();
      expect(await store.payoutByReference(otherAccount, reference)).toBeNull();
    });

    test('the reference of a refund leads to no payment or payout', async () => {
      const { store, build } = context;
      const refund = build.buildRefund();
      const operation = build.buildOperation({ kind: 'refund', subjectId: refund.id });
      await commitAll(store, { refunds: [refund], operations: [operation] });
      expect(await store.paymentByReference(testAccount, operation.reference)).toBeNull();
      expect(await store.payoutByReference(testAccount, operation.reference)).toBeNull();
    });

    test('a payment is found by the id its provider gave it', async () => {
      const { store, build } = context;
      const payment = build.buildPayment();
      const told = { ...payment, version: 2, providerPaymentId: 'imp_1' };
      await commitAll(store, { payments: [payment] });
      expect(await store.paymentByProviderId(testAccount, 'imp_1')).toBeNull();
      await commitAll(store, { payments: [told] });
      expect(await store.paymentByProviderId(testAccount, 'imp_1')).toEqual(told);
      expect(await store.paymentByProviderId(otherAccount, 'imp_1')).toBeNull();
    });
  });
}
