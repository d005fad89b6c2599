import { type CallContext, notCreated, type PaymentVerdict, type StartPaymentRequest } from '@hangil/core';
import { readRefusal } from '../refusal.ts';
import { chargeDeclines } from '../tables/error-codes.ts';
import type { TossClient } from '../toss-client.ts';
import { emailAndName, orderFields } from './order-fields.ts';
import { readPayment } from './read-payment.ts';

/** Charges a stored means of payment. The provider compares the `customerKey`, which is our reference of the key. */
export async function chargeKey(
  request: StartPaymentRequest,
  client: TossClient,
  context: CallContext,
): Promise<PaymentVerdict> {
  const { billingKey, customer, reference } = request;
  if (billingKey == null || billingKey.providerKey === null)
    return notCreated('invalid_request', { code: null, message: 'a billing key is needed' });
  const body = {
    ...orderFields(request),
    ...emailAndName(customer),
    ...(customer.ipAddress !== null && { customerIp: customer.ipAddress }),
    customerKey: billingKey.reference,
  };
  const path = `/v1/billing/${encodeURIComponent(billingKey.providerKey)}`;
  const outcome = await client.post(path, body, reference, context);
  return outcome.kind === 'done' ? readPayment(outcome.payment) : readRefusal(outcome, chargeDeclines);
}
