import type { CallContext, PaymentAtProvider, PaymentPort } from '@hangil/core';
import { type CallProvider, type CallResult, notFound } from './call-provider.ts';
import { toPayment } from './verdicts.ts';
import { type Charge, chargeSchema } from './wire.ts';

/** `GET /charges/{id}` or `GET /charges/by-reference/{reference}`. */
export function inquirePayment(callProvider: CallProvider): PaymentPort['inquire'] {
  return async (payment, context) => {
    const answer = await readCharge(callProvider, payment, context);
    return answer.kind === 'read' ? toPayment(answer.value) : notFound(answer);
  };
}

export function readCharge(
  callProvider: CallProvider,
  { reference, providerPaymentId }: PaymentAtProvider,
  context: CallContext,
): Promise<CallResult<Charge>> {
  const path =
    providerPaymentId === null
      ? `/charges/by-reference/${reference}`
      : `/charges/${encodeURIComponent(providerPaymentId)}`;
  return callProvider({ method: 'GET', path }, chargeSchema, context);
}
