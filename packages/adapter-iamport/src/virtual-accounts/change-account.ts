import {
  type ChangeVirtualAccountRequest,
  type ChangeVirtualAccountVerdict,
  declined,
  notCreated,
  unknown,
} from '@hangil/core';
import type { IamportContext } from '../iamport-context.ts';
import { toNotCreated } from '../payments/charge-verdict.ts';
import { toMajorNumber } from '../payments/order-fields.ts';
import { toMoney } from '../payments/read-payment.ts';
import { leavesOutcomeOpen, toDeclineReason } from '../tables/error-reasons.ts';
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
  switch (outcome.kind) {
    case 'done': {
      const reported = toMoney(outcome.value.amount, outcome.value.currency);
      const isOurs = outcome.value.merchantUid === payment.reference;
      return reported === null || !isOurs
        ? unknown('changed, but shown otherwise')
        : { kind: 'changed', amount: reported, dueAt: outcome.value.vbankDueAt };
    }
    case 'refused':
      if (leavesOutcomeOpen(outcome.provider))
        return unknown(`refused with code ${outcome.provider.code}, outcome open`);
      return declined(toDeclineReason(outcome.provider), outcome.provider);
    case 'not_done':
      return toNotCreated(outcome);
    case 'uncertain':
      return unknown(outcome.cause);
    default:
      return outcome satisfies never;
  }
}
