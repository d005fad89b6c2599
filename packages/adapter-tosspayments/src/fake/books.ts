import type { FakeBooks, FakeDistortion, FakePayment } from '@hangil/adapter-testkit';
import { type Clock, minuteMs } from '@hangil/core';
import { returned, type TossRecord, wasPaid } from './record.ts';

export type NewRecord = Pick<TossRecord, 'orderId' | 'orderName' | 'kind' | 'amount' | 'status'> &
  Partial<Pick<TossRecord, 'account' | 'cardNumber'>>;

/** What the simulated provider knows. One order may be tried in several windows. */
export interface Books {
  readonly distortions: Map<string, FakeDistortion>;
  now(): Date;
  /** Next number for a key; never given twice, also not by a fake started later. */
  nextNumber(): number;
  add(record: NewRecord): TossRecord;
  /** With its time limits applied. */
  byKey(paymentKey: string): TossRecord | undefined;
  /** The payment that counts for an order: the paid one, else the newest. */
  byOrder(orderId: string): TossRecord | undefined;
  waitingWindow(orderId: string): TossRecord | undefined;
  summary(): FakeBooks;
}

export function createBooks(clock: Clock): Books {
  const records = new Map<string, TossRecord>();
  let number = clock.now().getTime() % 1_000_000_000_000;
  const ofOrder = (orderId: string) => [...records.values()].filter((each) => each.orderId === orderId);
  const nextNumber = () => {
    number += 1;
    return number;
  };

  /** A window is valid for 30 minutes, and an authentication for 10. */
  function expire(record: TossRecord): TossRecord {
    const { status, requestedAt, authenticatedAt } = record;
    const age = (since: Date | null) => (since === null ? 0 : clock.now().getTime() - since.getTime());
    const isOver =
      (status === 'READY' && age(requestedAt) > 30 * minuteMs) ||
      (status === 'IN_PROGRESS' && age(authenticatedAt) > 10 * minuteMs);
    if (isOver) record.status = 'EXPIRED';
    return record;
  }

  function counting(tries: readonly TossRecord[]): TossRecord | undefined {
    const found = tries.find(wasPaid) ?? tries.at(-1);
    return found && expire(found);
  }

  return {
    distortions: new Map(),
    now: () => clock.now(),
    nextNumber,
    add(fresh) {
      const paymentKey = `tfake${String(nextNumber()).padStart(12, '0')}`;
      const record: TossRecord = {
        account: null,
        cardNumber: null,
        ...fresh,
        paymentKey,
        requestedAt: clock.now(),
        authenticatedAt: null,
        approvedAt: null,
        failure: null,
        cancels: [],
      };
      records.set(paymentKey, record);
      return record;
    },
    byKey(paymentKey) {
      const record = records.get(paymentKey);
      return record && expire(record);
    },
    byOrder: (orderId) => counting(ofOrder(orderId)),
    waitingWindow: (orderId) => ofOrder(orderId).findLast((each) => expire(each).status === 'READY'),
    summary() {
      const orders = new Set([...records.values()].map(({ orderId }) => orderId));
      return { payments: [...orders].map((orderId) => summaryOf(ofOrder(orderId), counting)), payouts: [] };
    },
  };
}

function summaryOf(
  tries: readonly TossRecord[],
  counting: (tries: readonly TossRecord[]) => TossRecord | undefined,
): FakePayment {
  const telling = counting(tries) as TossRecord;
  return {
    reference: telling.orderId,
    providerPaymentId: telling.paymentKey,
    status: statusOf(telling),
    amountMinor: telling.amount,
    currency: 'KRW',
    returnedMinor: tries.reduce((sum, each) => sum + returned(each), 0),
    charges: tries.filter(wasPaid).length,
  };
}

function statusOf(record: TossRecord): FakePayment['status'] {
  if (wasPaid(record)) return 'paid';
  if (record.status === 'CANCELED') return 'canceled';
  return record.status === 'ABORTED' || record.status === 'EXPIRED' ? 'declined' : 'waiting';
}
