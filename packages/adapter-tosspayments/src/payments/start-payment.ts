import {
  type CallContext,
  type Clock,
  hourMs,
  notCreated,
  type PaymentVerdict,
  type RequestedPaymentMethod,
  type StartPaymentRequest,
  unknown,
} from '@hangil/core';
import { toTossBank } from '../tables/banks.ts';
import { paymentDeclines } from '../tables/error-codes.ts';
import { notDone, post, type Toss } from '../toss-client.ts';
import { paymentSchema } from '../wire/payment.schema.ts';
import { chargeKey } from './charge-key.ts';
import { openWindow } from './open-window.ts';
import { cardFields, customerFields, orderFields } from './order-fields.ts';
import { readPayment } from './read-payment.ts';

/** Charges, issues an account, or hands out what the browser needs to open the window. */
export async function startPayment(
  request: StartPaymentRequest,
  toss: Toss,
  context: CallContext,
): Promise<PaymentVerdict> {
  const { method, reference } = request;
  if (method.type === 'billing_key') return chargeKey(request, toss, context);
  if (method.type !== 'key_in' && method.type !== 'virtual_account') return openWindow(request, toss.settings);
  const path = method.type === 'key_in' ? '/v1/payments/key-in' : '/v1/virtual-accounts';
  const own = method.type === 'key_in' ? cardFields(method.card) : accountFields(request, method, toss.clock);
  if (typeof own === 'string') return notCreated('invalid_request', { code: null, message: own });
  const outcome = await toss.call(post(path, { ...orderFields(request), ...own }, reference), paymentSchema, context);
  if (outcome.kind !== 'read') return notDone(outcome, paymentDeclines);
  const isAnothersAccount = method.type === 'virtual_account' && outcome.value.orderId !== reference;
  return isAnothersAccount ? unknown('the answer is about another order') : readPayment(outcome.value);
}

/** The longest time an account may stay open. */
const maxValidHours = 2160;

/**
 * The end of the deposit window is told in whole hours from now, rounded down: an account is never open longer than asked. What
 * counts is the due date in the answer.
 *
 * @returns a sentence when something is missing
 */
function accountFields(
  { customer }: StartPaymentRequest,
  method: Extract<RequestedPaymentMethod, { type: 'virtual_account' }>,
  clock: Clock,
): object | string {
  const bank = method.bankCode === null ? null : toTossBank(method.bankCode);
  if (bank === null) return 'a virtual account needs the code of a known bank';
  const customerName = method.holderName ?? customer.name;
  if (customerName === null) return 'a virtual account needs the name of the payer';
  const validHours = Math.floor((method.dueAt.getTime() - clock.now().getTime()) / hourMs);
  if (validHours < 1 || validHours > maxValidHours) return `the deposit window must be 1 to ${maxValidHours} hours`;
  return { ...customerFields(customer), bank, customerName, validHours };
}
