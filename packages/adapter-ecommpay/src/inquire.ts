import { type PaymentPort, type PayoutPort, unknown } from '@hangil/core';
import { askStatus } from './ask-status.ts';
import type { EcommpayClient } from './ecommpay-client.ts';
import type { EcommpaySettings } from './ecommpay-settings.ts';
import { toPaymentReading } from './payment-reading.ts';
import { toPayoutReading } from './payout-reading.ts';

const unproven = unknown('paid without amount, reference or operation id');

/** ECommPay finds payments by our reference only, so that is what is asked for, whatever else is known. */
export function makeInquirePayment(
  { secret, flowByChannel, clock }: EcommpaySettings,
  client: EcommpayClient,
): PaymentPort['inquire'] {
  return async ({ channelId, reference }, { signal }) => {
    const onPaymentPage = flowByChannel.get(channelId) === 'payment_page';
    const answer = await askStatus(client, secret, reference, signal);
    if (answer.kind === 'report')
      return toPaymentReading(answer.report, { readAt: clock.now(), onPaymentPage }) ?? unproven;
    // Until the shopper confirms on the Payment Page the platform has nothing, and he may still confirm.
    if (answer.kind === 'absent' && onPaymentPage) return { kind: 'pending', waitsFor: 'shopper', nextAction: null };
    return answer;
  };
}

export function makeInquirePayout({ secret, clock }: EcommpaySettings, client: EcommpayClient): PayoutPort['inquire'] {
  return async ({ reference }, { signal }) => {
    const answer = await askStatus(client, secret, reference, signal);
    return answer.kind === 'report' ? (toPayoutReading(answer.report, clock.now()) ?? unproven) : answer;
  };
}
