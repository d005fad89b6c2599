import { absent, type CallContext, type PaymentAtProvider, type PaymentPort, unknown } from '@hangil/core';
import type { BankAnswer, CallBank } from './call-bank.ts';
import { toPayment } from './verdicts.ts';

/** `GET /charges/{id}` or `GET /charges/by-reference/{reference}`. */
export function inquirePayment(callBank: CallBank): PaymentPort['inquire'] {
  return async (payment, context) => {
    const answer = await readCharge(callBank, payment, context);
    return answer.kind === 'charge' ? toPayment(answer.charge) : noCharge(answer);
  };
}

export function readCharge(
  callBank: CallBank,
  { reference, providerPaymentId }: PaymentAtProvider,
  context: CallContext,
): Promise<BankAnswer> {
  const path =
    providerPaymentId === null
      ? `/charges/by-reference/${reference}`
      : `/charges/${encodeURIComponent(providerPaymentId)}`;
  return callBank({ method: 'GET', path }, context);
}

/** Only the bank's own "not_found" proves that nothing is there; a failed inquiry proves nothing. */
export function noCharge(answer: Exclude<BankAnswer, { kind: 'charge' }>) {
  if (answer.kind === 'refused') return answer.error === 'not_found' ? absent : unknown(`refused: ${answer.error}`);
  return answer.kind === 'unknown' ? answer : unknown('the inquiry was not sent');
}
