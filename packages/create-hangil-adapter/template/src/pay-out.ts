import { readingOf } from '@hangil/adapter-kit';
import {
  type Declined,
  type PayoutPort,
  type Pending,
  type ProviderReference,
  type Succeeded,
  type Unknown,
  unknown,
} from '@hangil/core';
import { type CallProvider, isNotFound } from './call-provider.ts';
import { declinedAs, toRefusal } from './verdicts.ts';
import { type Transfer, transferSchema } from './wire-transfers.ts';

/** `POST /transfers` and `GET /transfers/{reference}`. An unknown payout is only ever asked about. */
export function payOut(callProvider: CallProvider): PayoutPort {
  return {
    async send({ reference, amount, destination }, context) {
      const body = {
        reference,
        amount: amount.amountMinor,
        currency: amount.currency,
        bank_code: destination.bankCode,
        account_number: destination.accountNumber,
      };
      const answer = await callProvider({ method: 'POST', path: '/transfers', body }, transferSchema, context);
      if (answer.kind === 'refused') return toRefusal(answer.refusal);
      return answer.kind === 'read' ? toPayout(answer.value) : answer;
    },
    async inquire({ reference }, context) {
      const answer = await callProvider({ method: 'GET', path: `/transfers/${reference}` }, transferSchema, context);
      return readingOf(answer, isNotFound, toPayout);
    },
  };
}

export function toPayout(transfer: Transfer): Succeeded | Pending | Declined | Unknown {
  const { id, state, decided_at: decidedAt, decline_code: code = null } = transfer;
  switch (state) {
    case 'paid':
      if (!decidedAt) return unknown('paid without a time');
      return {
        kind: 'succeeded',
        amount: transfer.amount,
        reference: transfer.reference as ProviderReference,
        providerTransactionId: id,
        occurredAt: new Date(decidedAt),
      };
    case 'declined':
      return declinedAs(code, id);
    case 'processing':
      return { kind: 'pending', providerTransactionId: id };
    default:
      return unknown('a state that is not documented');
  }
}
