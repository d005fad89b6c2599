import type { PaymentVerdict } from '@hangil/core';
import type { IamportContext } from '../iamport-context.ts';
import type { WindowOptions } from '../options/window-options.ts';
import { paymentSchema } from '../wire/payment.schema.ts';
import type { Charge } from './charge.ts';
import { toChargeVerdict } from './charge-verdict.ts';
import { orderFields } from './order-fields.ts';
import { viewOf } from './read-payment.ts';

/** Pays with Benepia points of the shopper, without a window. His password stands in this one request and nowhere else. */
export async function payByBenepia(
  { request, channel }: Charge,
  { user, password, member_code }: NonNullable<WindowOptions['benepia']>,
  context: IamportContext,
  signal: AbortSignal,
): Promise<PaymentVerdict> {
  const body = {
    ...orderFields(request),
    channel_key: channel.channelKey,
    benepia_user: user,
    benepia_password: password,
    benepia_member_code: member_code,
    notice_url: [context.eventUrl],
  };
  const path = '/benepia/payment';
  const outcome = await context.client.call({ method: 'POST', path, body }, paymentSchema, signal);
  const verdict = toChargeVerdict(outcome, viewOf('key_in', context));
  return 'provider' in verdict ? { ...verdict, provider: withoutPassword(verdict.provider, password) } : verdict;
}

function withoutPassword<Words extends { readonly message: string | null }>(words: Words, password: string): Words {
  return { ...words, message: words.message?.replaceAll(password, '[removed]') ?? null };
}
