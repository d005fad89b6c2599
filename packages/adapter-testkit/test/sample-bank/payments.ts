import {
  type CallContext,
  notCreated,
  type PaymentAtProvider,
  type PaymentPort,
  type RequestedPaymentMethod,
  toMajorText,
} from '@hangil/core';
import { type Call, toReading } from './call.ts';
import { declinedFor, toPaymentVerdict } from './verdicts.ts';
import { paymentSchema } from './wire.ts';

export function createPayments(call: Call): PaymentPort {
  return {
    async start({ reference, amount, method }, context) {
      const order = { reference, amount: toMajorText(amount), currency: amount.currency };
      const placed = orderFor(method, order);
      if (placed === null) return notCreated('not_contracted');
      const found = await call({ method: 'POST', ...placed }, paymentSchema, context);
      if (found.kind === 'refused') return declinedFor(found.error);
      return found.kind === 'read' ? toPaymentVerdict(found.value) : found;
    },
    async inquire(payment, context) {
      return toReading(await readPayment(call, payment, context), toPaymentVerdict);
    },
    async cancel({ reference }, context) {
      const found = await call({ method: 'DELETE', path: `/accounts/${reference}` }, paymentSchema, context);
      if (found.kind === 'refused') return declinedFor(found.error);
      return found.kind === 'read' ? { kind: 'canceled' } : found;
    },
  };
}

function orderFor(
  method: RequestedPaymentMethod,
  order: object,
): { readonly path: string; readonly body: object } | null {
  switch (method.type) {
    case 'key_in':
      return { path: '/charges', body: { ...order, card_number: method.card.cardNumber, expiry: method.card.expiry } };
    case 'billing_key':
      return { path: '/charges', body: { ...order, card_id: method.billingKeyId } };
    case 'virtual_account':
      return { path: '/accounts', body: order };
    case 'card':
      return { path: '/orders', body: order };
    default:
      return null;
  }
}

export function readPayment(call: Call, { reference, providerPaymentId }: PaymentAtProvider, context: CallContext) {
  const path = providerPaymentId === null ? `/payments/by-reference/${reference}` : `/payments/${providerPaymentId}`;
  return call({ method: 'GET', path }, paymentSchema, context);
}
