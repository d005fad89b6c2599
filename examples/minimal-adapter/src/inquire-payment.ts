import { type JsonOutcome, readingOf } from '@hangil/adapter-kit';
import type { CallContext, PaymentAtProvider, PaymentPort } from '@hangil/core';
import { type CallProvider, isNotFound } from './call-provider.ts';
import { toPayment } from './verdicts.ts';
import { type Charge, chargeSchema, type Refusal } from './wire.ts';

/** `GET /charges/{id}` or `GET /charges/by-reference/{reference}`. */
export function inquirePayment(callProvider: CallProvider): PaymentPort['inquire'] {
  return async (payment, context) => {
    return readingOf(await readCharge(callProvider, payment, context), isNotFound, toPayment);
  };
}

export function readCharge(
  callProvider: CallProvider,
  { reference, providerPaymentId }: PaymentAtProvider,
  context: CallContext,
): Promise<JsonOutcome<Charge, Refusal>> {
  const path =
    providerPaymentId === null
      ? `/charges/by-reference/${reference}`
      : `/charges/${encodeURIComponent(providerPaymentId)}`;
  return callProvider({ method: 'GET', path }, chargeSchema, context);
}
