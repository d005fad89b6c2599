import { present } from '@hangil/adapter-kit';
import { type CallContext, notCreated, type PaymentVerdict, type StartPaymentRequest } from '@hangil/core';
import { readProviderKey } from '../billing-keys/customer-key.ts';
import { chargeDeclines } from '../tables/error-codes.ts';
import { post, type Toss } from '../toss-client.ts';
import { emailAndName, orderFields } from './order-fields.ts';
import { takePayment } from './take-payment.ts';

/** Charges a stored means of payment. The provider compares the `customerKey`, which is kept with its own key. */
export async function chargeKey(
  request: StartPaymentRequest,
  toss: Toss,
  context: CallContext,
): Promise<PaymentVerdict> {
  const { billingKey, customer, reference } = request;
  const key = readProviderKey(billingKey?.providerKey ?? null);
  if (key === null) return notCreated('invalid_request', { code: null, message: 'a billing key is needed' });
  const { customerKey } = key;
  const payer = { ...emailAndName(customer), ...present({ customerIp: customer.ipAddress }) };
  const body = { ...orderFields(request), ...payer, customerKey };
  const path = `/v1/billing/${encodeURIComponent(key.billingKey)}`;
  return takePayment(post(path, body, reference), chargeDeclines, toss, context);
}
