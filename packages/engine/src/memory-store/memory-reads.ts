import type { Payment, PayoutStatus } from '@hangil/core';
import { toPastPayment } from '../routing/replay/past-payment.ts';
import type { PaymentFilter, Store } from '../store/store.ts';
import { byId, copyEach, copyOf, isAsked, isInBook, oldestFirst, pageOf } from './copies.ts';
import { keyInAccount, keyInBook, type MemoryTables } from './memory-tables.ts';

type AggregateReads = Pick<
  Store,
  | 'payment'
  | 'paymentByReference'
  | 'paymentByProviderId'
  | 'payments'
  | 'everyPayment'
  | 'pastPayments'
  | 'refund'
  | 'refundsOf'
  | 'refunds'
  | 'everyRefund'
  | 'payout'
  | 'payoutByReference'
  | 'payouts'
  | 'payoutsOfBatch'
  | 'payoutBatchCounts'
  | 'everyPayout'
>;

type RecordReads = Pick<
  Store,
  | 'operation'
  | 'operationsOf'
  | 'eventsOf'
  | 'providerEventsOf'
  | 'idempotencyRecord'
  | 'providerEvent'
  | 'providerEventByKey'
  | 'case'
  | 'cases'
>;

export function createAggregateReads(tables: MemoryTables): AggregateReads {
  const { payments, refunds, payouts } = tables;

  function subjectOf(account: string, reference: string): string {
    const id = tables.operationIdByReference.get(keyInAccount(account, reference)) ?? '';
    return tables.operations.get(id)?.subjectId ?? '';
  }

  return {
    payment: async (id) => copyOf(payments.get(id)),
    paymentByReference: async (account, reference) => copyOf(payments.get(subjectOf(account, reference))),
    paymentByProviderId: async (account, providerPaymentId) => {
      const ofAccount = [...payments.values()].filter((payment) => payment.providerAccountId === account);
      return copyOf(ofAccount.filter((payment) => payment.providerPaymentId === providerPaymentId).sort(byId)[0]);
    },
    payments: async (scope, filter, page) => {
      const inBook = [...payments.values()].filter((payment) => isInBook(payment, scope));
      return pageOf(
        inBook.filter((payment) => matches(payment, filter)),
        page,
      );
    },
    pastPayments: (scope, period) =>
      copyEach([
        oldestFirst(
          [...payments.values()].filter((payment) => isInBook(payment, scope) && matches(payment, period)),
        ).map(toPastPayment),
      ]),
    everyPayment: (scope) => copyEach([...payments.values()].filter((payment) => isInBook(payment, scope))),

    refund: async (id) => copyOf(refunds.get(id)),
    refundsOf: async (paymentId) => oldestFirst([...refunds.values()].filter((it) => it.paymentId === paymentId)),
    refunds: async (scope, { paymentId }, page) => {
      const inBook = [...refunds.values()].filter((refund) => isInBook(refund, scope));
      return pageOf(
        inBook.filter((refund) => isAsked(refund.paymentId, paymentId)),
        page,
      );
    },

    everyRefund: (scope) => copyEach([...refunds.values()].filter((refund) => isInBook(refund, scope))),

    payout: async (id) => copyOf(payouts.get(id)),
    payoutByReference: async (account, reference) => copyOf(payouts.get(subjectOf(account, reference))),
    payouts: async (scope, { merchantReference, status }, page) => {
      const inBook = [...payouts.values()].filter((payout) => isInBook(payout, scope));
      const matching = inBook.filter((payout) => isAsked(payout.merchantReference, merchantReference));
      return pageOf(
        matching.filter((payout) => isAsked(payout.status, status)),
        page,
      );
    },
    payoutsOfBatch: async (batchId, { status, availableBy, afterRow = 0, limit }) =>
      [...payouts.values()]
        .filter((payout) => payout.batchId === batchId && isAsked(payout.status, status))
        .filter(({ availableAt }) => availableBy === undefined || availableAt === null || availableAt <= availableBy)
        .filter(({ row }) => (row ?? 0) > afterRow)
        .sort((left, right) => (left.row ?? 0) - (right.row ?? 0))
        .slice(0, limit)
        .map((payout) => structuredClone(payout)),
    payoutBatchCounts: async (batchId) => {
      const counts: Partial<Record<PayoutStatus, number>> = {};
      for (const payout of payouts.values()) {
        if (payout.batchId === batchId) counts[payout.status] = (counts[payout.status] ?? 0) + 1;
      }
      return counts;
    },
    everyPayout: (scope) => copyEach([...payouts.values()].filter((payout) => isInBook(payout, scope))),
  };
}

function matches(payment: Payment, filter: PaymentFilter): boolean {
  const { createdFrom, createdTo } = filter;
  return (
    isAsked(payment.orderId, filter.orderId) &&
    isAsked(payment.status, filter.status) &&
    isAsked(payment.provider, filter.provider) &&
    isAsked(payment.channelId, filter.channelId) &&
    isAsked(payment.method.type, filter.method) &&
    isAsked(payment.method.billingKeyId ?? null, filter.billingKeyId) &&
    (createdFrom === undefined || payment.createdAt >= createdFrom) &&
    (createdTo === undefined || payment.createdAt < createdTo)
  );
}

export function createRecordReads(tables: MemoryTables): RecordReads {
  const { operations, events, providerEvents } = tables;

  return {
    operation: async (id) => copyOf(operations.get(id)),
    operationsOf: async (subjectId) => oldestFirst([...operations.values()].filter((it) => it.subjectId === subjectId)),
    eventsOf: async (subjectId) => {
      const about = oldestFirst([...events.values()].filter((event) => event.subjectId === subjectId));
      return about.sort((left, right) => left.sequence - right.sequence);
    },
    idempotencyRecord: async (scope, key) => copyOf(tables.idempotencyByKey.get(keyInBook(scope, key))),
    providerEvent: async (id) => copyOf(providerEvents.get(id)),
    providerEventByKey: async (account, eventKey) =>
      copyOf(providerEvents.get(tables.providerEventIdByKey.get(keyInAccount(account, eventKey)) ?? '')),
    providerEventsOf: async (subjectId) =>
      oldestFirst([...providerEvents.values()].filter((event) => event.subjectId === subjectId)),
    case: async (id) => copyOf([...tables.casesByKey.values()].find((value) => value.id === id)),
    cases: async (scope, { status, kind, subjectId }, page) => {
      const inBook = [...tables.casesByKey.values()].filter((value) => isInBook(value, scope));
      const asked = inBook.filter(
        (value) =>
          isAsked(value.status, status) &&
          isAsked(value.kind, kind) &&
          (subjectId === undefined || value.subjectId === subjectId),
      );
      return pageOf(asked, page);
    },
  };
}
