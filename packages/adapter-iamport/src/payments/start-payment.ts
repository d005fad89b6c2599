import { notCreated, type PaymentVerdict, type StartPaymentRequest } from '@hangil/core';
import type { IamportContext } from '../iamport-context.ts';
import { readOptions } from '../options/read-options.ts';
import { windowOptionsSchema } from '../options/window-options.ts';
import { chargeBillingKey, chargeKeyIn } from './charge-card.ts';
import { issueVirtualAccount } from './issue-virtual-account.ts';
import { openWindow } from './open-window.ts';
import { payByKcpQuick } from './pay-by-kcp-quick.ts';
import { payByBenepia } from './pay-by-points.ts';
import { registerStoreNumber } from './store-number.ts';

/** Charges, issues an account or opens the payment window, by the method asked for. */
export async function startPayment(
  request: StartPaymentRequest,
  context: IamportContext,
  signal: AbortSignal,
): Promise<PaymentVerdict> {
  const channel = context.settings.channels.get(request.channelId);
  if (channel === undefined) {
    return notCreated('invalid_request', { code: null, message: `channel ${request.channelId} is not configured` });
  }
  const charge = { request, channel };
  const { method } = request;
  switch (method.type) {
    case 'key_in':
      return chargeKeyIn(charge, method.card, context, signal);
    case 'billing_key':
      return chargeBillingKey(charge, method.billingKeyId, context, signal);
    case 'virtual_account':
      return issueVirtualAccount(charge, method, context, signal);
    default: {
      const options = readOptions(request.providerOptions, windowOptionsSchema);
      if (!options.ok) return notCreated('invalid_request', { code: null, message: options.problem.detail });
      const { benepia, store_number, kcp_quick } = options.value;
      if (benepia !== undefined) return payByBenepia(charge, benepia, context, signal);
      if (store_number !== undefined) return registerStoreNumber(charge, store_number, context, signal);
      if (kcp_quick !== undefined) return payByKcpQuick(charge, kcp_quick, context, signal);
      return openWindow(charge, method, options.value, context, signal);
    }
  }
}
