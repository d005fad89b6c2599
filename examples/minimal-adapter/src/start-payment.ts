import { notCreated, type PaymentPort, type StartPaymentRequest } from '@hangil/core';
import type { CallProvider } from './call-provider.ts';
import { toPayment, toRefusal } from './verdicts.ts';
import { chargeSchema } from './wire.ts';

/** Sends once. The provider knows the payment by our reference; the engine alone decides whether anything is sent again. */
export function startPayment(callProvider: CallProvider): PaymentPort['start'] {
  return async (request, context) => {
    const order = orderFor(request);
    if (order === null) return notCreated('not_contracted');
    const answer = await callProvider({ method: 'POST', ...order }, chargeSchema, context);
    if (answer.kind === 'refused') return toRefusal(answer.refusal);
    return answer.kind === 'read' ? toPayment(answer.value) : answer;
  };
}

/** What is sent for the method; null for one that the manifest does not declare. */
function orderFor(request: StartPaymentRequest): { readonly path: string; readonly body: object } | null {
  const { reference, amount, method } = request;
  const order = { reference, amount: amount.amountMinor, currency: amount.currency };
  switch (method.type) {
    case 'key_in':
      return {
        path: '/charges',
        body: { ...order, card_number: method.card.cardNumber, expiry: method.card.expiry },
      };
    default:
      return null;
  }
}
