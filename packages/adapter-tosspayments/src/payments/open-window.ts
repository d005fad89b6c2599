import { present } from '@hangil/adapter-kit';
import { notCreated, type PaymentVerdict, type RequestedPaymentMethod, type StartPaymentRequest } from '@hangil/core';
import type { TosspaymentsSettings } from '../settings.ts';
import { customerFields, orderFields } from './order-fields.ts';

/** The script's constant for a shopper without an account: ids of merchants may be guessable, and a customer key must not be. */
const anonymous = '@@ANONYMOUS';

/** What the browser needs to open the window. The provider hears of the payment only then, and no money moves before our confirm. */
export function openWindow(request: StartPaymentRequest, { sdkUrl, clientKey }: TosspaymentsSettings): PaymentVerdict {
  const method = windowMethod(request.method);
  if (method === null) return notCreated('invalid_request', { code: null, message: 'not a method of the window' });
  const { amount, ...order } = orderFields(request);
  const { returnUrl } = request;
  const params = {
    method,
    amount: { currency: request.amount.currency as string, value: amount },
    ...order,
    ...customerFields(request.customer),
    ...present({ successUrl: returnUrl, failUrl: returnUrl }),
  };
  const init = { clientKey, customerKey: anonymous };
  const call = 'payment.requestPayment';
  return {
    kind: 'pending',
    waitsFor: 'shopper',
    nextAction: { type: 'browser_sdk', sdk: 'tosspayments', scriptUrl: sdkUrl, call, init, params },
  };
}

const words: Readonly<Record<string, string>> = { card: 'CARD', bank_transfer: 'TRANSFER', mobile: 'MOBILE_PHONE' };
const certificates = ['culture', 'book', 'game'];

function windowMethod(method: RequestedPaymentMethod): string | null {
  if (method.type !== 'gift_certificate') return words[method.type] ?? null;
  return certificates.includes(method.kind) ? `${method.kind.toUpperCase()}_GIFT_CERTIFICATE` : null;
}
