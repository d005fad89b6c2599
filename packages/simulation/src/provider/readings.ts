import {
  absent,
  type Declined,
  money,
  type PaymentReading,
  type Pending,
  type ProviderReference,
  type Succeeded,
  type SucceededPayment,
} from '@hangil/core';
import type { Charge, Transfer, View } from './books.ts';

export const noMoney = { code: '51', message: '잔액부족' } as const;

/** What an inquiry, or a signed notice, says of a charge. */
export function chargeReading(charge: Charge, view: View | null): PaymentReading {
  if (view === null) return absent;
  switch (view.status) {
    case 'waiting':
    case 'approved':
      return { kind: 'pending', waitsFor: 'shopper', nextAction: null, providerTransactionId: charge.id };
    case 'deposit':
      return { kind: 'pending', waitsFor: 'deposit', nextAction: null, providerTransactionId: charge.id };
    case 'processing':
      return { kind: 'pending', waitsFor: 'provider', nextAction: null, providerTransactionId: charge.id };
    case 'paid':
      return paidReading(charge, view.returnedMinor);
    case 'declined':
    case 'canceled':
      return { kind: 'declined', reason: 'insufficient_funds', provider: noMoney, providerTransactionId: charge.id };
  }
}

export function paidReading(charge: Charge, returnedMinor: number): SucceededPayment {
  return { ...succeeded(charge.id, charge.reference, charge.amountMinor, charge.occurredAtMs), returnedMinor };
}

export function transferReading(transfer: Transfer): Succeeded | Pending | Declined {
  const { id, reference, amountMinor, occurredAtMs, status } = transfer;
  switch (status) {
    case 'processing':
      return { kind: 'pending', providerTransactionId: id };
    case 'paid':
      return succeeded(id, reference, amountMinor, occurredAtMs);
    case 'declined':
      return { kind: 'declined', reason: 'other', provider: noMoney, providerTransactionId: id };
  }
}

export function succeeded(id: string, reference: ProviderReference, amountMinor: number, occurredAtMs: number) {
  return {
    kind: 'succeeded',
    amount: money(amountMinor, 'KRW'),
    reference,
    providerTransactionId: id,
    occurredAt: new Date(occurredAtMs),
  } as const;
}
