import { readingOf } from '@hangil/adapter-kit';
import { absent, type ProviderReference, type RefundPort, type RefundRequest, type Succeeded } from '@hangil/core';
import { type CallProvider, isNotFound } from './call-provider.ts';
import { readCharge } from './inquire-payment.ts';
import type { Charge } from './wire.ts';

/** Was the refund made? The charge lists every refund with our name of it. */
export function inquireRefund(callProvider: CallProvider): RefundPort['inquire'] {
  return async (request, context) => {
    const answer = await readCharge(callProvider, request.payment, context);
    return readingOf(answer, isNotFound, (charge) => madeRefund(charge, request) ?? absent);
  };
}

export function madeRefund(charge: Charge, { reference }: RefundRequest): Succeeded | undefined {
  const refund = charge.refunds.find((made) => made.reference === reference);
  return (
    refund && {
      kind: 'succeeded',
      amount: refund.amount,
      reference: charge.reference as ProviderReference,
      providerTransactionId: refund.id,
      occurredAt: new Date(refund.made_at),
    }
  );
}
