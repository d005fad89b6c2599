import {
  type CashReceiptIdentifier,
  type CashReceiptVerdict,
  type IssueCashReceiptRequest,
  money,
  notCreated,
  type RequestProblem,
} from '@hangil/core';
import { serviceFailure } from '../client/service-failure.ts';
import type { IamportContext } from '../iamport-context.ts';
import { shortened, toMajorNumber } from '../payments/order-fields.ts';
import type { IamportSettings } from '../settings.ts';
import { receiptSchema } from '../wire/service.schemas.ts';
import { readReceipt } from './read-cash-receipt.ts';
import { receiptOf, receiptPath } from './receipt-address.ts';

/** The call for a payment names no amount: the provider takes all that is left of it. */
export function checkCashReceipt(
  { subject, amount, channelId }: IssueCashReceiptRequest,
  { channels }: IamportSettings,
): RequestProblem | null {
  if (amount.currency !== 'KRW') return { param: 'currency', detail: 'currency: cash receipts are in KRW' };
  if (subject.kind === 'outside_sale') {
    return channels.get(channelId)?.channelKey == null
      ? { param: 'channel_id', detail: `channel_id: ${channelId} has no channel_key in the configuration` }
      : null;
  }
  return amount.amountMinor === subject.leftMinor
    ? null
    : { param: 'amount', detail: `amount: only for all that is left of the payment, ${subject.leftMinor}` };
}

export async function issueCashReceipt(
  request: IssueCashReceiptRequest,
  context: IamportContext,
  signal: AbortSignal,
): Promise<CashReceiptVerdict> {
  const path = receiptPath(receiptOf(request));
  if (path === null) return notCreated('invalid_request', { code: null, message: 'the payment has no id yet' });
  const body = receiptBody(request, context.settings);
  const outcome = await context.client.call({ method: 'POST', path, body }, receiptSchema, signal);
  return outcome.kind === 'done'
    ? readReceipt(outcome.value, receiptOf(request), context)
    : withoutIdentifier(serviceFailure(outcome), request);
}

function receiptBody(request: IssueCashReceiptRequest, { channels }: IamportSettings) {
  const { subject, amount, taxFreeAmountMinor, purpose, identifier, customer } = request;
  return {
    identifier: identifier.number,
    identifier_type: identifierWords[identifier.type],
    type: purpose,
    buyer_name: customer.name === null ? undefined : shortened(customer.name, 16),
    buyer_email: customer.email ?? undefined,
    buyer_tel: customer.phone ?? undefined,
    tax_free: taxFreeAmountMinor > 0 ? toMajorNumber(money(taxFreeAmountMinor, amount.currency)) : undefined,
    ...(subject.kind === 'outside_sale' && {
      channel_key: channels.get(request.channelId)?.channelKey ?? undefined,
      name: shortened(subject.orderName, 40),
      amount: toMajorNumber(amount),
    }),
  };
}

const identifierWords: Readonly<Record<CashReceiptIdentifier['type'], string>> = {
  phone: 'phone',
  business_number: 'business',
  receipt_card: 'taxcard',
  resident_number: 'person',
};

/** The PG may repeat whose receipt it was to be. */
function withoutIdentifier<Verdict extends object>(verdict: Verdict, { identifier }: IssueCashReceiptRequest): Verdict {
  if (!('provider' in verdict)) return verdict;
  const { code, message } = verdict.provider as { code: string | null; message: string | null };
  const clean = (text: string | null) => text?.replaceAll(identifier.number, '[removed]') ?? null;
  return { ...verdict, provider: { code: clean(code), message: clean(message) } };
}
