import type { IssueBillingKeyRequest, PendingBillingKey } from '@hangil/core';
import type { IamportContext } from '../iamport-context.ts';
import { buyerFields } from '../payments/order-fields.ts';
import type { IamportChannel } from '../settings.ts';

/**
 * What the shopper's browser needs to open the window: with `customer_uid` it keeps a means of payment, and the amount 0 asks that
 * nothing is paid. The order id is our reference too, so that notices about it find the key.
 */
export function openKeyWindow(
  { reference, customer, returnUrl }: IssueBillingKeyRequest,
  { pg, channelKey }: IamportChannel,
  { settings, eventUrl }: IamportContext,
): PendingBillingKey {
  const params = {
    ...(channelKey === null ? { pg } : { channelKey }),
    pay_method: 'card',
    merchant_uid: reference as string,
    customer_uid: reference as string,
    name: '정기결제 수단 등록',
    amount: 0,
    ...buyerFields(customer),
    ...(customer.id === null ? {} : { customer_id: customer.id }),
    ...(returnUrl === null ? {} : { m_redirect_url: returnUrl }),
    notice_url: eventUrl,
  };
  return {
    kind: 'pending',
    nextAction: {
      type: 'browser_sdk',
      sdk: 'iamport',
      scriptUrl: settings.sdkUrl,
      call: 'IMP.request_pay',
      init: { user_code: settings.userCode },
      params,
    },
  };
}
