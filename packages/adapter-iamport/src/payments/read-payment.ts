import {
  type Clock,
  type Declined,
  declined,
  fromMajor,
  type Money,
  type PaymentMethodDetails,
  type PendingPayment,
  type ProviderReference,
  type SucceededPayment,
  type Unknown,
  unknown,
} from '@hangil/core';
import { maskedByUs, withoutCardNumbers } from '../card-data.ts';
import type { IamportContext } from '../iamport-context.ts';
import { toDeclineReason, toProviderWords } from '../tables/error-reasons.ts';
import { toMethodWord } from '../tables/gateways/method-words.ts';
import type { WirePayment } from '../wire/payment.schema.ts';
import { toVirtualAccountAction } from './virtual-account-action.ts';

/** How a payment is looked at. */
export interface PaymentView {
  readonly methodType: string;
  readonly includeSandbox: boolean;
  readonly clock: Clock;
}

export function viewOf(methodType: string, { settings, clock }: IamportContext): PaymentView {
  return { methodType, includeSandbox: settings.includeSandbox, clock };
}

export type PaymentFromProvider = SucceededPayment | PendingPayment | Declined | Unknown;

/**
 * What a payment shown by the provider means. Every fact of a success is the provider's; nothing is taken from the request.
 * A payment that was cancelled after it was paid is a success whose money was given back.
 */
export function readPayment(payment: WirePayment, view: PaymentView): PaymentFromProvider {
  if (payment.sandbox && !view.includeSandbox)
    return unknown('payment of a test channel; options.include_sandbox is off');
  switch (payment.status) {
    case 'paid':
      return succeeded(payment, view);
    case 'cancelled':
      return heldMoney(payment) ? succeeded(payment, view) : neverPaid(payment);
    case 'failed':
      return failed(payment);
    case 'ready':
      return waiting(payment, view);
    default:
      return unknown(`unrecognized status ${withoutCardNumbers(payment.status).slice(0, 20)}`);
  }
}

/** Money has moved at some time, whatever became of it. */
export function heldMoney(payment: WirePayment): boolean {
  if (payment.status === 'paid') return true;
  return payment.status === 'cancelled' && (payment.paidAt !== null || returnedSomething(payment));
}

/** Paid and given back so far in minor units, or null when the provider's figures are not amounts of its currency. */
export function readAmounts(payment: WirePayment): { readonly paid: Money; readonly returnedMinor: number } | null {
  const paid = toMoney(payment.amount, payment.currency);
  const returned = toMoney(payment.cancelAmount ?? 0, payment.currency);
  if (paid === null || returned === null) return null;
  if (payment.status === 'cancelled' && payment.cancelAmount === null) return null;
  return { paid, returnedMinor: returned.amountMinor };
}

/** Null instead of an exception: the figures come from outside. */
export function toMoney(value: string | number, currency: string): Money | null {
  try {
    return fromMajor(value, currency);
  } catch {
    return null;
  }
}

function returnedSomething({ cancelAmount }: WirePayment): boolean {
  return cancelAmount !== null && Number(cancelAmount) !== 0;
}

function succeeded(payment: WirePayment, { clock }: PaymentView): SucceededPayment | Unknown {
  const amounts = readAmounts(payment);
  if (amounts === null) return unknown('unreadable amount or currency');
  return {
    kind: 'succeeded',
    amount: amounts.paid,
    reference: payment.merchantUid as ProviderReference,
    providerTransactionId: payment.impUid,
    occurredAt: payment.paidAt ?? payment.startedAt ?? clock.now(),
    returnedMinor: amounts.returnedMinor,
    ...furtherDepositsOf(payment, clock),
    ...factsOf(payment),
  };
}

/** The first deposit paid; what comes to a fixed account afterwards stands in the history alone. */
function furtherDepositsOf(
  { deposits, currency }: WirePayment,
  clock: Clock,
): Pick<SucceededPayment, 'furtherDeposits'> {
  const inOrder = deposits.toSorted(
    (left, right) => (left.depositedAt?.getTime() ?? 0) - (right.depositedAt?.getTime() ?? 0),
  );
  const furtherDeposits = inOrder.slice(1).flatMap(({ pgTid, amount, depositedAt }) => {
    const money = toMoney(amount, currency);
    return money === null ? [] : [{ id: pgTid, amount: money, occurredAt: depositedAt ?? clock.now() }];
  });
  return furtherDeposits.length === 0 ? {} : { furtherDeposits };
}

function failed(payment: WirePayment): Declined {
  const words = toProviderWords(payment.failReason === null ? null : withoutCardNumbers(payment.failReason));
  return declined(toDeclineReason(words, payment.pgProvider), words, payment.impUid);
}

function neverPaid(payment: WirePayment): Declined {
  return declined('canceled_by_shopper', undefined, payment.impUid);
}

function waiting(payment: WirePayment, { methodType }: PaymentView): PendingPayment {
  const nextAction = toVirtualAccountAction(payment);
  const withoutAccount = methodType === 'key_in' || methodType === 'billing_key' ? 'provider' : 'shopper';
  return {
    kind: 'pending',
    waitsFor: nextAction === null ? withoutAccount : 'deposit',
    nextAction,
    providerTransactionId: payment.impUid,
    ...factsOf(payment),
  };
}

function factsOf(payment: WirePayment) {
  return {
    details: detailsOf(payment),
    pg: { name: payment.pgProvider, transactionId: payment.pgTid },
    ...(payment.payMethod === null ? {} : { methodWord: toMethodWord(payment.payMethod) }),
  };
}

function detailsOf(payment: WirePayment): PaymentMethodDetails {
  const bankCode = payment.vbankCode ?? payment.bankCode;
  const bankName = payment.vbankName ?? payment.bankName;
  return {
    ...(payment.cardName === null ? {} : { cardCompany: payment.cardName }),
    ...(payment.cardNumber === null ? {} : { maskedNumber: maskedByUs(payment.cardNumber) }),
    ...(payment.applyNum === null ? {} : { approvalNumber: payment.applyNum }),
    ...(payment.cardQuota === null ? {} : { installmentMonths: payment.cardQuota }),
    ...(bankCode === null ? {} : { bankCode }),
    ...(bankName === null ? {} : { bankName }),
    ...(payment.vbankNumber === null ? {} : { virtualAccountNumber: payment.vbankNumber }),
    ...(payment.vbankHolder === null ? {} : { holderName: payment.vbankHolder }),
    ...(payment.receiptUrl === null ? {} : { receiptUrl: payment.receiptUrl }),
  };
}
