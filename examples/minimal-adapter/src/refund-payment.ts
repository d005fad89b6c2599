import { type RefundPort, unknown } from '@hangil/core';
import type { CallProvider } from './call-provider.ts';
import { madeRefund } from './inquire-refund.ts';
import { toRefusal } from './verdicts.ts';
import { chargeSchema } from './wire.ts';

/** `POST /refunds`: the provider makes one refund per refund reference and gives the first answer again. */
export function refundPayment(callProvider: CallProvider): RefundPort['refund'] {
  return async (request, context) => {
    const body = {
      charge_reference: request.payment.reference,
      reference: request.reference,
      amount: request.amount.amountMinor,
    };
    const answer = await callProvider({ method: 'POST', path: '/refunds', body }, chargeSchema, context);
    if (answer.kind === 'refused') return toRefusal(answer.refusal);
    if (answer.kind !== 'read') return answer;
    return madeRefund(answer.value, request) ?? unknown('the refund does not stand in the answer');
  };
}
