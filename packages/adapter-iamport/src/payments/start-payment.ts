import {
  type NotCreated,
  notCreated,
  type PaymentVerdict,
  type RequestProblem,
  type StartPaymentRequest,
} from '@hangil/core';
import type { IamportContext } from '../iamport-context.ts';
import { accountOptionsSchema } from '../options/account-options.ts';
import { billingKeyChargeOptionsSchema, keyInOptionsSchema } from '../options/charge-options.ts';
import { readOptions } from '../options/read-options.ts';
import { windowOptionsSchema } from '../options/window-options.ts';
import type { WindowMethod } from '../tables/pay-methods.ts';
import { wantsAccountWindow } from './account-window.ts';
import type { Charge } from './charge.ts';
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
    case 'key_in': {
      const options = readOptions(request.providerOptions, keyInOptionsSchema);
      if (!options.ok) return refusedOptions(options.problem);
      return chargeKeyIn({ ...charge, options: options.value }, method.card, context, signal);
    }
    case 'billing_key': {
      const options = readOptions(request.providerOptions, billingKeyChargeOptionsSchema);
      if (!options.ok) return refusedOptions(options.problem);
      if (request.billingKey === undefined)
        return notCreated('invalid_request', { code: null, message: 'a billing key is needed' });
      return chargeBillingKey({ ...charge, options: options.value }, request.billingKey, context, signal);
    }
    case 'virtual_account': {
      if (wantsAccountWindow(request)) return startInWindow(charge, method, context, signal);
      const options = readOptions(request.providerOptions, accountOptionsSchema);
      if (!options.ok) return refusedOptions(options.problem);
      return issueVirtualAccount(charge, { method, options: options.value }, context, signal);
    }
    default:
      return startInWindow(charge, method, context, signal);
  }
}

async function startInWindow(
  charge: Charge,
  method: WindowMethod,
  context: IamportContext,
  signal: AbortSignal,
): Promise<PaymentVerdict> {
  const options = readOptions(charge.request.providerOptions, windowOptionsSchema);
  if (!options.ok) return refusedOptions(options.problem);
  const { benepia, store_number, kcp_quick } = options.value;
  if (benepia !== undefined) return payByBenepia(charge, benepia, context, signal);
  if (store_number !== undefined) return registerStoreNumber(charge, store_number, context, signal);
  if (kcp_quick !== undefined) return payByKcpQuick(charge, kcp_quick, context, signal);
  return openWindow(charge, method, options.value, context, signal);
}

function refusedOptions({ detail }: RequestProblem): NotCreated {
  return notCreated('invalid_request', { code: null, message: detail });
}
