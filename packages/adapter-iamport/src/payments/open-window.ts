import type { PaymentVerdict, RequestedPaymentMethod } from '@hangil/core';
import type { IamportContext } from '../iamport-context.ts';
import { toPayMethod } from '../tables/pay-methods.ts';
import type { Charge } from './charge.ts';
import { orderFields } from './order-fields.ts';
import { prepareAmount } from './prepare-amount.ts';

type WindowMethod = Parameters<typeof toPayMethod>[0];

/**
 * Registers the amount and hands out what the shopper's browser needs to open the provider's window. Nothing can be paid before
 * that hand-out, so whatever goes wrong here, the payment was not created.
 */
export async function openWindow(
  charge: Charge,
  method: WindowMethod,
  context: IamportContext,
  signal: AbortSignal,
): Promise<PaymentVerdict> {
  const refusal = await prepareAmount(charge.request, context, signal);
  if (refusal !== null) return refusal;
  const { sdkUrl, userCode } = context.settings;
  return {
    kind: 'pending',
    waitsFor: 'shopper',
    nextAction: {
      type: 'browser_sdk',
      sdk: 'iamport',
      scriptUrl: sdkUrl,
      call: 'IMP.request_pay',
      init: { user_code: userCode },
      params: windowParams(charge, method, context.eventUrl),
    },
  };
}

function windowParams({ request, channel }: Charge, method: RequestedPaymentMethod & WindowMethod, noticeUrl: string) {
  const { returnUrl, customer } = request;
  return {
    ...(channel.channelKey === null ? { pg: channel.pg } : { channelKey: channel.channelKey }),
    pay_method: toPayMethod(method, channel.pg),
    ...orderFields(request),
    ...(returnUrl === null ? {} : { m_redirect_url: returnUrl }),
    notice_url: noticeUrl,
    ...(customer.language === null || customer.language === 'ko' ? {} : { language: customer.language }),
  };
}
