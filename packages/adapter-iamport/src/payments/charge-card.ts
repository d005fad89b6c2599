import type { BillingKeyAtProvider, KeyInCard, PaymentVerdict } from '@hangil/core';
import { groupedCardNumber, withoutCardData } from '../card-data.ts';
import type { IamportContext } from '../iamport-context.ts';
import { chargeOptionFields } from '../options/charge-options.ts';
import { paymentSchema } from '../wire/payment.schema.ts';
import type { Charge } from './charge.ts';
import { toChargeVerdict } from './charge-verdict.ts';
import { orderFields } from './order-fields.ts';
import { viewOf } from './read-payment.ts';

/** A charge without a shopper, with what only this provider knows. */
interface OptionedCharge extends Charge {
  readonly options: Parameters<typeof chargeOptionFields>[0];
}

/** Charges a card whose data was typed in. The data stands in this one request and nowhere else. */
export async function chargeKeyIn(
  { request, channel, options }: OptionedCharge,
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
    ...chargeOptionFields(options),
  };
  const path = '/subscribe/payments/onetime';
  const outcome = await context.client.call({ method: 'POST', path, body }, paymentSchema, signal);
  const verdict = toChargeVerdict(outcome, viewOf('key_in', context));
  return 'provider' in verdict ? { ...verdict, provider: withoutCardData(verdict.provider, card) } : verdict;
}

/** Charges a stored card: `customer_uid` is our reference of it. Of a key on several PGs the channel says which one charges. */
export async function chargeBillingKey(
  { request, channel, options }: OptionedCharge,
  key: BillingKeyAtProvider,
  context: IamportContext,
  signal: AbortSignal,
): Promise<PaymentVerdict> {
  const body = {
    ...orderFields(request),
    customer_uid: key.reference as string,
    ...(channel.channelKey === null ? {} : { channel_key: channel.channelKey }),
    browser_ip: request.customer.ipAddress ?? undefined,
    notice_url: context.eventUrl,
    ...chargeOptionFields(options),
  };
  const path = '/subscribe/payments/again';
  const outcome = await context.client.call({ method: 'POST', path, body }, paymentSchema, signal);
  return toChargeVerdict(outcome, viewOf('billing_key', context));
}
