import { type ChangeVirtualAccountRequest, type ChangeVirtualAccountVerdict, notCreated, unknown } from '@hangil/core';
import { failedVerdict } from '../client/failed-verdict.ts';
import type { IamportContext } from '../iamport-context.ts';
import { toMajorNumber } from '../payments/order-fields.ts';
import { toMoney } from '../payments/read-payment.ts';
import { paymentSchema } from '../wire/payment.schema.ts';

/** Changes an account that waits for its deposit; which PGs can stands in the table. */
export async function changeAccount(
  { payment, amount, dueAt }: ChangeVirtualAccountRequest,
  { client }: IamportContext,
  signal: AbortSignal,
): Promise<ChangeVirtualAccountVerdict> {
  if (payment.providerPaymentId === null)
    return notCreated('invalid_request', { code: null, message: 'the account has no id at the provider yet' });
  const path = `/vbanks/${encodeURIComponent(payment.providerPaymentId)}`;
  const body = { amount: toMajorNumber(amount), vbank_due: Math.floor(dueAt.getTime() / 1000) };
  const outcome = await client.call({ method: 'PUT', path, body }, paymentSchema, signal);
  if (outcome.kind !== 'done') return failedVerdict(outcome);
  const reported = toMoney(outcome.value.amount, outcome.value.currency);
  const isOurs = outcome.value.merchantUid === payment.reference;
  return reported === null || !isOurs
    ? unknown('changed, but shown otherwise')
    : { kind: 'changed', amount: reported, dueAt: outcome.value.vbankDueAt };
}
