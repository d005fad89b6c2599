import type { KeyInCard, PaymentVerdict } from '@hangil/core';
import { groupedCardNumber, withoutCardData } from '../card-data.ts';
import type { IamportContext } from '../iamport-context.ts';
import { paymentSchema } from '../wire/payment.schema.ts';
import type { Charge } from './charge.ts';
import { toChargeVerdict } from './charge-verdict.ts';
import { orderFields } from './order-fields.ts';
import { viewOf } from './read-payment.ts';

/** Charges a card whose data was typed in. The data stands in this one request and nowhere else. */
export async function chargeKeyIn(
  { request, channel }: Charge,
  card: KeyInCard,
  context: IamportContext,
  signal: AbortSignal,
): Promise<PaymentVerdict> {
  const body = {
    ...orderFields(request),
    ...(channel.pg === null ? {} : { pg: channel.pg }),
    card_number: groupedCardNumber(card.cardNumber),
    expiry: card.expiry,
    birth: card.birthOrBusinessNumber ?? undefined,
    pwd_2digit: card.password2Digits ?? undefined,
    browser_ip: request.customer.ipAddress ?? undefined,
    notice_url: context.eventUrl,
  };
  const path = '/subscribe/payments/onetime';
  const outcome = await context.client.call({ method: 'POST', path, body }, paymentSchema, signal);
  const verdict = toChargeVerdict(outcome, viewOf('key_in', context));
  return 'provider' in verdict ? { ...verdict, provider: withoutCardData(verdict.provider, card) } : verdict;
}

/** Charges a stored card: `customer_uid` is the provider's name of it. */
export async function chargeBillingKey(
  { request, channel }: Charge,
  customerUid: string,
  context: IamportContext,
  signal: AbortSignal,
): Promise<PaymentVerdict> {
  const body = {
    ...orderFields(request),
    customer_uid: customerUid,
    ...(channel.channelKey === null ? {} : { channel_key: channel.channelKey }),
    browser_ip: request.customer.ipAddress ?? undefined,
    notice_url: context.eventUrl,
  };
  const path = '/subscribe/payments/again';
  const outcome = await context.client.call({ method: 'POST', path, body }, paymentSchema, signal);
  return toChargeVerdict(outcome, viewOf('billing_key', context));
}
