import type { FakeBooks, FakeDistortion, FakePayment } from '@hangil/adapter-testkit';
import { type Clock, type Money, sameMoney } from '@hangil/core';
import { type Attempt, returnedMinor, wasPaid } from './attempt.ts';
import type { StoredKey } from './stored-keys.ts';

export interface Prepared {
  readonly amount: Money;
  /** The currency is compared only when it was given. */
  readonly comparesCurrency: boolean;
}

export type NewAttempt = Pick<Attempt, 'merchantUid' | 'kind' | 'currency' | 'order' | 'amountMinor'> &
  Partial<Pick<Attempt, 'account' | 'cardNumber'>>;

/** What the simulated provider knows. Several attempts may share one merchant_uid. */
export interface Books {
  readonly prepared: Map<string, Prepared>;
  /** Billing keys by customer_uid. */
  readonly billingKeys: Map<string, StoredKey>;
  readonly distortions: Map<string, FakeDistortion>;
  nowSeconds(): number;
  /** Next number for an id; never given twice, also not by a fake started later. */
  nextNumber(): number;
  open(attempt: NewAttempt): Attempt;
  pay(attempt: Attempt): void;
  fail(attempt: Attempt, reason: string): void;
  attempt(impUid: string): Attempt | undefined;
  /** Oldest first. */
  attempts(merchantUid?: string): readonly Attempt[];
  /** The order holds, or held, a shopper's money. */
  isPaid(merchantUid: string): boolean;
  contradictsPrepared(merchantUid: string, amount: Money): boolean;
  summary(): FakeBooks;
}

export function createBooks(clock: Clock): Books {
  const attempts = new Map<string, Attempt>();
  const prepared = new Map<string, Prepared>();
  let number = clock.now().getTime() % 1_000_000_000_000;

  const nowSeconds = () => Math.floor(clock.now().getTime() / 1000);
  const ofOrder = (merchantUid: string) => [...attempts.values()].filter((each) => each.merchantUid === merchantUid);
  const nextNumber = () => {
    number += 1;
    return number;
  };

  return {
    prepared,
    billingKeys: new Map(),
    distortions: new Map(),
    nowSeconds,
    nextNumber,
    open(fresh) {
      const impUid = `imp_${String(nextNumber()).padStart(12, '0')}`;
      const attempt: Attempt = {
        account: null,
        cardNumber: null,
        ...fresh,
        impUid,
        status: 'ready',
        startedAt: nowSeconds(),
        paidAt: 0,
        failedAt: 0,
        failReason: null,
        cancels: [],
        deposits: [],
      };
      attempts.set(impUid, attempt);
      return attempt;
    },
    pay(attempt) {
      attempt.status = 'paid';
      attempt.paidAt = nowSeconds();
    },
    fail(attempt, reason) {
      attempt.status = 'failed';
      attempt.failedAt = nowSeconds();
      attempt.failReason = reason;
    },
    attempt: (impUid) => attempts.get(impUid),
    attempts: (merchantUid) => (merchantUid === undefined ? [...attempts.values()] : ofOrder(merchantUid)),
    isPaid: (merchantUid) => ofOrder(merchantUid).some(wasPaid),
    contradictsPrepared(merchantUid, amount) {
      const registered = prepared.get(merchantUid);
      if (registered === undefined) return false;
      const sameNumber = registered.amount.amountMinor === amount.amountMinor;
      return registered.comparesCurrency ? !sameMoney(registered.amount, amount) : !sameNumber;
    },
    summary() {
      const orders = new Set([...attempts.values()].map((each) => each.merchantUid));
      return { payments: [...orders].map((order) => summaryOf(order, ofOrder(order))), payouts: [] };
    },
  };
}

/** One order, told by the attempt that counts: a paid one, else one that still waits, else the newest. */
function summaryOf(reference: string, attempts: readonly Attempt[]): FakePayment {
  const charged = attempts.filter((each) => wasPaid(each) && each.amountMinor > 0);
  const telling = charged[0] ?? attempts.findLast((each) => each.status === 'ready') ?? (attempts.at(-1) as Attempt);
  return {
    reference,
    providerPaymentId: telling.impUid,
    status: statusOf(telling),
    amountMinor: telling.amountMinor,
    currency: telling.currency,
    returnedMinor: attempts.reduce((sum, each) => sum + returnedMinor(each), 0),
    charges: charged.length,
  };
}

function statusOf(attempt: Attempt): FakePayment['status'] {
  if (wasPaid(attempt)) return 'paid';
  if (attempt.status === 'ready') return 'waiting';
  return attempt.account === null ? 'declined' : 'canceled';
}
