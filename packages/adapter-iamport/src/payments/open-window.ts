import type { PaymentVerdict } from '@hangil/core';
import type { IamportContext } from '../iamport-context.ts';
import type { WindowOptions } from '../options/window-options.ts';
import { gatewayRowOf } from '../tables/gateways/index.ts';
import type { WindowMethod } from '../tables/pay-methods.ts';
import type { Charge } from './charge.ts';
import { prepareAmount } from './prepare-amount.ts';
import { windowParams } from './window-params.ts';

/**
 * Registers the amount and hands out what the shopper's browser needs to open the provider's window. Nothing can be paid before
 * that hand-out, so whatever goes wrong here, the payment was not created.
 *
 * @param options - as `checkPayment` has read them
 */
export async function openWindow(
  charge: Charge,
  method: WindowMethod,
  options: WindowOptions,
  context: IamportContext,
  signal: AbortSignal,
): Promise<PaymentVerdict> {
  const refusal = await prepareAmount(charge.request, context, signal);
  if (refusal !== null) return refusal;
  const { sdkUrl, userCode, tier } = context.settings;
  const addresses = { notice: context.eventUrl, approval: `${context.eventUrl}/approval` };
  return {
    kind: 'pending',
    waitsFor: 'shopper',
    nextAction: {
      type: 'browser_sdk',
      sdk: 'iamport',
      scriptUrl: sdkUrl,
      call: gatewayRowOf(charge.channel.pg)?.uiType === undefined ? 'IMP.request_pay' : 'IMP.loadUI',
      init: { user_code: userCode, ...(tier !== null && { tier }) },
      params: windowParams(charge, method, options, addresses),
    },
  };
}
