import {
  type CallContext,
  notCreated,
  type PaymentAtProvider,
  type PaymentPort,
  type RequestedPaymentMethod,
  toMajorText,
  unknown,
} from '@hangil/core';
import { type Call, toReading } from './call.ts';
import { optionProblem } from './options.ts';
import { declinedFor, toPaymentVerdict } from './verdicts.ts';
import { paymentSchema } from './wire.ts';

export function createPayments(call: Call): PaymentPort {
  return {
    takesOptions: true,
    check: ({ providerOptions = {} }) => optionProblem(providerOptions, ['gift_message']),
    async start({ reference, amount, method, customer }, context) {
      const order = { reference, amount: toMajorText(amount), currency: amount.currency, payer: customer.name };
      const placed = orderFor(method, order);
      if (placed === null) return notCreated('not_contracted');
      const found = await call({ method: 'POST', ...placed }, paymentSchema, context);
      if (found.kind === 'refused') return declinedFor(found.error);
      return found.kind === 'read' ? toPaymentVerdict(found.value) : found;
    },
    async inquire(payment, context) {
      return toReading(await readPayment(call, payment, context), toPaymentVerdict);
    },
    async provideInformation({ payment: { reference }, fields }, context) {
      const path = `/orders/${reference}/information`;
      const found = await call({ method: 'POST', path, body: fields }, paymentSchema, context);
      if (found.kind === 'refused') return notCreated('invalid_request', { code: found.error, message: null });
      if (found.kind !== 'read') return found;
      return { kind: 'pending', waitsFor: 'shopper', nextAction: { type: 'wait', until: null } };
    },
    async cancel({ reference }, context) {
      const found = await call({ method: 'DELETE', path: `/accounts/${reference}` }, paymentSchema, context);
      if (found.kind === 'refused') return declinedFor(found.error);
      return found.kind === 'read' ? { kind: 'canceled' } : found;
    },
  };
}

/** Where the shopper's approval moves nothing, this does. A foreign id ends nobody's payment. */
export function createConfirm(call: Call): NonNullable<PaymentPort['confirm']> {
  return async ({ payment: { reference, amount }, providerPaymentId }, context) => {
    const body = { id: providerPaymentId, amount: toMajorText(amount) };
    const found = await call({ method: 'POST', path: `/payments/${reference}/confirm`, body }, paymentSchema, context);
    if (found.kind === 'refused')
      return found.error === 'not_found' ? notCreated('invalid_request') : declinedFor(found.error);
    if (found.kind !== 'read') return found;
    const verdict = toPaymentVerdict(found.value);
    return verdict.kind === 'pending' ? unknown('confirmed, and still waiting') : verdict;
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
