import { declined, money, notCreated, type RefundRequest, type RefundVerdict, unknown } from '@hangil/core';
import { toNotCreated } from '../client/failed-verdict.ts';
import type { IamportContext } from '../iamport-context.ts';
import { readOptions } from '../options/read-options.ts';
import { type RefundOptions, refundOptionsSchema } from '../options/refund-options.ts';
import { toMajorNumber } from '../payments/order-fields.ts';
import { leavesRefundOpen, toRefundDeclineReason } from '../tables/error-reasons.ts';
import { toGatewayBankCode } from '../tables/gateway-bank-codes.ts';
import { paymentSchema, type WirePayment } from '../wire/payment.schema.ts';
import { refundGateway } from './refund-gateway.ts';
import { entryAfter, readReturned, refundOf } from './returned.ts';

/**
 * Gives money back. `checksum` carries the balance we believe in, so the provider refuses when another cancel came first. An
 * amount of 0 would mean "everything" to the provider and is never sent.
 */
export async function refundPayment(
  request: RefundRequest,
  context: IamportContext,
  signal: AbortSignal,
): Promise<RefundVerdict> {
  if (request.amount.amountMinor === 0)
    return notCreated('amount_not_allowed', { code: null, message: 'nothing to give back' });
  const options = readOptions(request.providerOptions, refundOptionsSchema);
  if (!options.ok) return notCreated('invalid_request', { code: null, message: options.problem.detail });
  const body = cancelBody(request, options.value, refundGateway(request.payment, context.settings));
  const outcome = await context.client.call({ method: 'POST', path: '/payments/cancel', body }, paymentSchema, signal);
  switch (outcome.kind) {
    case 'done':
      return readCancelAnswer(outcome.value, request, context);
    case 'refused':
      if (leavesRefundOpen(outcome.provider))
        return unknown(`refused with code ${outcome.provider.code}, outcome open`);
      return declined(toRefundDeclineReason(outcome.provider), outcome.provider);
    case 'not_done':
      return toNotCreated(outcome);
    case 'uncertain':
      return unknown(outcome.cause);
    default:
      return outcome satisfies never;
  }
}

function cancelBody(
  { payment, amount, taxFreeAmountMinor, returnedBeforeMinor, ...request }: RefundRequest,
  options: RefundOptions,
  gateway: string | null,
) {
  const { currency } = amount;
  const account = request.refundAccount;
  return {
    ...(payment.providerPaymentId === null
      ? { merchant_uid: payment.reference }
      : { imp_uid: payment.providerPaymentId }),
    amount: toMajorNumber(amount),
    ...(taxFreeAmountMinor > 0 ? { tax_free: toMajorNumber(money(taxFreeAmountMinor, currency)) } : {}),
    checksum: toMajorNumber(money(payment.amount.amountMinor - returnedBeforeMinor, currency)),
    reason: request.reason ?? undefined,
    ...(account === null
      ? {}
      : {
          refund_holder: account.holderName,
          refund_bank: toGatewayBankCode(gateway, account.bankCode) ?? account.bankCode,
          refund_account: account.accountNumber,
          refund_tel: account.phone ?? undefined,
        }),
    ...(options.vat_amount === undefined ? {} : { vat_amount: toMajorNumber(money(options.vat_amount, currency)) }),
    retain_promotion: options.retain_promotion,
    enable_webhook: options.notify,
    extra: { requester: request.requester === 'customer' ? 'customer' : 'admin' },
  };
}

/**
 * The provider accepted; its record of the payment says whether the money has gone. Some PGs give back later (virtual accounts,
 * WeChat Pay): then nothing has been added yet.
 */
function readCancelAnswer(payment: WirePayment, request: RefundRequest, { clock }: IamportContext): RefundVerdict {
  const { providerPaymentId, reference } = request.payment;
  const isOurs = providerPaymentId === null ? payment.merchantUid === reference : payment.impUid === providerPaymentId;
  if (!isOurs) return unknown('the answer is about another payment');
  const addedMinor = readReturned(payment, request);
  if (addedMinor === null) return unknown('unreadable amount or currency');
  if (addedMinor === 0) return { kind: 'pending' };
  if (addedMinor !== request.amount.amountMinor) return unknown('the provider gave back another amount');
  const entry = entryAfter(payment, request) ?? payment.cancelHistory.at(-1) ?? null;
  return refundOf(payment, { addedMinor, entry, clock });
}
