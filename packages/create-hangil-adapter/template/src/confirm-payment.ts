import { notCreated, type PaymentPort, unknown } from '@hangil/core';
import type { CallProvider } from './call-provider.ts';
import { toPayment } from './verdicts.ts';
import { chargeSchema } from './wire.ts';

/** `POST /charges/{id}/confirm` moves the money of an approved payment. Reference and amount are ours, never the browser's. */
export function confirmPayment(callProvider: CallProvider): NonNullable<PaymentPort['confirm']> {
  return async ({ payment, providerPaymentId }, context) => {
    const path = `/charges/${encodeURIComponent(providerPaymentId)}/confirm`;
    const body = { reference: payment.reference, amount: payment.amount.amountMinor };
    const answer = await callProvider({ method: 'POST', path, body }, chargeSchema, context);
    if (answer.kind === 'refused') {
      // Both say that this payment was not touched; whatever else is refused may already have been confirmed.
      const { error } = answer.refusal;
      const untouched = error === 'not_found' || error === 'other_payment';
      return untouched ? notCreated('invalid_request') : unknown(`refused: ${error}`);
    }
    if (answer.kind !== 'read') return answer;
    const verdict = toPayment(answer.value);
    const stillOpen = verdict.kind === 'pending' && verdict.waitsFor === 'shopper';
    return stillOpen ? unknown('confirmed, but shown as not confirmed') : verdict;
  };
}
