import { type RefundPort, unknown } from '@hangil/core';
import type { CallBank } from './call-bank.ts';
import { madeRefund } from './inquire-refund.ts';
import { refusedAs } from './verdicts.ts';

/** `POST /refunds`: the bank makes one refund per refund reference and gives the first answer again. */
export function refundPayment(callBank: CallBank): RefundPort['refund'] {
  return async (request, context) => {
    const body = {
      charge_reference: request.payment.reference,
      reference: request.reference,
      amount: request.amount.amountMinor,
    };
    const answer = await callBank({ method: 'POST', path: '/refunds', body }, context);
    if (answer.kind === 'refused') return refusedAs(answer.error);
    if (answer.kind !== 'charge') return answer;
    return madeRefund(answer.charge, request) ?? unknown('the refund does not stand in the answer');
  };
}
