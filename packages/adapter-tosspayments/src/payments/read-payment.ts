import { present } from '@hangil/adapter-kit';
import {
  declined,
  type NextAction,
  type PaymentFacts,
  type PaymentReading,
  type ProviderReference,
  unknown,
} from '@hangil/core';
import { fromTossBank } from '../tables/banks.ts';
import { cardCompanyOf } from '../tables/card-companies.ts';
import { paymentDeclines } from '../tables/error-codes.ts';
import type { TossPayment } from '../wire/payment.schema.ts';

type Found = Exclude<PaymentReading, { kind: 'absent' }>;

/** What a payment at the provider means. A word that is not known means nothing. */
export function readPayment(payment: TossPayment): Found {
  const { status, paymentKey, failure } = payment;
  switch (status) {
    case 'DONE':
    case 'PARTIAL_CANCELED':
      return succeeded(payment);
    case 'CANCELED':
      // An account that was revoked before its deposit was never approved.
      return payment.approvedAt == null
        ? declined('other', { code: status, message: null }, paymentKey)
        : succeeded(payment);
    case 'READY':
    case 'IN_PROGRESS':
      return { kind: 'pending', waitsFor: 'shopper', nextAction: null, providerTransactionId: paymentKey };
    case 'WAITING_FOR_DEPOSIT':
      return {
        ...facts(payment),
        kind: 'pending',
        waitsFor: 'deposit',
        nextAction: account(payment),
        providerTransactionId: paymentKey,
      };
    case 'ABORTED': {
      const words = { code: failure?.code ?? null, message: failure?.message ?? null };
      return declined(paymentDeclines.get(words.code ?? '') ?? 'other', words, paymentKey);
    }
    case 'EXPIRED':
      return declined('timed_out', { code: status, message: null }, paymentKey);
    default:
      return unknown('status that is not known');
  }
}

function succeeded(payment: TossPayment): Found {
  return {
    ...facts(payment),
    kind: 'succeeded',
    amount: payment.total,
    reference: payment.orderId as ProviderReference,
    providerTransactionId: payment.paymentKey,
    occurredAt: payment.approvedAt ?? payment.requestedAt,
    returnedMinor: payment.returnedMinor,
  };
}

function account({ virtualAccount }: TossPayment): NextAction | null {
  if (virtualAccount == null) return null;
  const { accountNumber, bankCode, customerName, dueDate } = virtualAccount;
  return {
    type: 'display_virtual_account',
    ...fromTossBank(bankCode),
    accountNumber,
    holderName: customerName ?? null,
    dueAt: dueDate ?? null,
  };
}

function facts({ card, virtualAccount, transfer, receipt }: TossPayment): PaymentFacts {
  const { bankCode, bankName } = fromTossBank(virtualAccount?.bankCode ?? transfer?.bankCode ?? '');
  const told = {
    cardCompany: card?.issuerCode == null ? null : cardCompanyOf(card.issuerCode),
    maskedNumber: card?.number,
    approvalNumber: card?.approveNo,
    installmentMonths: card?.installmentPlanMonths,
    bankCode,
    bankName: bankName === '' ? null : bankName,
    virtualAccountNumber: virtualAccount?.accountNumber,
    holderName: virtualAccount?.customerName,
    receiptUrl: receipt?.url,
  };
  return { details: present(told) };
}
