import {
  type Declined,
  type DeclineReason,
  declined,
  type PendingPayment,
  type ProviderReference,
  type SucceededPayment,
  type Unknown,
  unknown,
} from '@hangil/core';
import type { PaymentWire, TransferWire } from './wire.ts';

const reasons: Readonly<Record<string, DeclineReason>> = {
  no_funds: 'insufficient_funds',
  card_invalid: 'card_invalid',
  shopper_left: 'canceled_by_shopper',
  canceled: 'timed_out',
  too_much: 'refund_not_possible',
  already_paid: 'refund_not_possible',
  duplicate: 'duplicate',
};

export function declinedFor(word: string | null | undefined, providerTransactionId?: string): Declined {
  return declined(reasons[word ?? ''] ?? 'other', { code: word ?? null, message: null }, providerTransactionId);
}

export function toPaymentVerdict(wire: PaymentWire): SucceededPayment | PendingPayment | Declined | Unknown {
  switch (wire.state) {
    case 'paid':
      if (!wire.paid_at) return unknown('paid without a time');
      return {
        kind: 'succeeded',
        amount: wire.money,
        reference: wire.reference as ProviderReference,
        providerTransactionId: wire.id,
        occurredAt: new Date(wire.paid_at),
        returnedMinor: wire.returnedMinor,
      };
    case 'declined':
    case 'canceled':
      return declinedFor(wire.refusal ?? wire.state, wire.id);
    case 'waiting':
      return toPending(wire);
    default:
      return unknown('unrecognized state');
  }
}

const payerName = { path: 'payer_name', labelKo: '입금자명', labelEn: 'Name of the payer' };
const askedFor = { ko: '입금자명을 알려 주세요.', en: 'Please tell the name of the payer.' };

function toPending({
  id,
  account_number: accountNumber,
  pay_url: url,
  asks,
  due_at: dueAt,
}: PaymentWire): PendingPayment {
  if (asks) {
    const nextAction = {
      type: 'provide_information',
      fields: [payerName],
      message: askedFor,
      deadlineAt: null,
    } as const;
    return { kind: 'pending', waitsFor: 'shopper', nextAction, providerTransactionId: id };
  }
  if (accountNumber) {
    const nextAction = {
      type: 'display_virtual_account',
      bankCode: '004',
      bankName: null,
      accountNumber,
      holderName: null,
      dueAt: dueAt ? new Date(dueAt) : null,
    } as const;
    return { kind: 'pending', waitsFor: 'deposit', nextAction, providerTransactionId: id };
  }
  const nextAction = url
    ? ({
        type: 'browser_sdk',
        sdk: 'sample-bank',
        scriptUrl: url,
        call: 'SampleBank.pay',
        init: {},
        params: { payment: id },
      } as const)
    : null;
  return { kind: 'pending', waitsFor: 'shopper', nextAction, providerTransactionId: id };
}

export function toPayoutVerdict(wire: TransferWire) {
  switch (wire.state) {
    case 'done':
      if (!wire.done_at) return unknown('done without a time');
      return {
        kind: 'succeeded',
        amount: wire.money,
        reference: wire.reference as ProviderReference,
        providerTransactionId: wire.id,
        occurredAt: new Date(wire.done_at),
      } as const;
    case 'refused':
      return declinedFor(wire.refusal, wire.id);
    case 'returned':
      return { kind: 'returned', provider: { code: null, message: null }, providerTransactionId: wire.id } as const;
    case 'waiting':
      return { kind: 'pending', providerTransactionId: wire.id } as const;
    default:
      return unknown('unrecognized state');
  }
}
