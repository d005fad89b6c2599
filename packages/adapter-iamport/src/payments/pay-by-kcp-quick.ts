import type { PaymentVerdict } from '@hangil/core';
import type { IamportContext } from '../iamport-context.ts';
import type { WindowOptions } from '../options/window-options.ts';
import { paymentSchema } from '../wire/payment.schema.ts';
import type { Charge } from './charge.ts';
import { toChargeVerdict } from './charge-verdict.ts';
import { orderFields } from './order-fields.ts';
import { viewOf } from './read-payment.ts';

/** Pays with KCP QuickPay without a window: from prepaid money that was registered before, or by an automatic payment. */
export async function payByKcpQuick(
  charge: Charge,
  options: NonNullable<WindowOptions['kcp_quick']>,
  context: IamportContext,
  signal: AbortSignal,
): Promise<PaymentVerdict> {
  const { merchant_uid, name, amount, buyer_name } = orderFields(charge.request);
  const order = { merchant_uid, name, amount, notice_url: context.eventUrl };
  const { path, body } =
    'money' in options
      ? {
          path: '/kcpquick/payment/money',
          body: { ...order, ...options.money, channel_key: charge.channel.channelKey },
        }
      : { path: '/kcpquick/payment/autopay', body: { ...order, ...options.autopay, buyer_name } };
  const outcome = await context.client.call({ method: 'POST', path, body }, paymentSchema, signal);
  return toChargeVerdict(outcome, viewOf('key_in', context));
}
