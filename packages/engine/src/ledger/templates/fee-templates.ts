import { hasBeenPaid, type Money, money, PaymentGatewayError } from '@hangil/core';
import { payoutFeeTold, prefundToppedUp, refundFeeTold, saleFeeTold } from '@hangil/ledger';
import { owned } from '../../decision/owned.ts';
import { payoutReturns } from '../../payout/settle-payout.ts';
import type { PlanTemplate } from './entry-template.ts';
import { channelOfPayment, mustLoadPayment, refused } from './template-reads.ts';

export const planSaleFee: PlanTemplate<'sale_fee'> = async (request, { paymentId, feeMinor, vatMinor }) => {
  const payment = await mustLoadPayment(request, paymentId);
  if (!hasBeenPaid(payment.status)) throw refused('The payment was not paid.');
  const fee = feeIn(payment, feeMinor);
  const event = { paymentId, channel: channelOfPayment(payment), fee, vatMinor };
  return { journalEntries: [saleFeeTold(request.header(), event)] };
};

export const planRefundFee: PlanTemplate<'refund_fee'> = async (request, { refundId, feeMinor, vatMinor }) => {
  const { dependencies, scope } = request;
  const refund = owned(await dependencies.store.refund(refundId), scope);
  const payment = await mustLoadPayment(request, refund.paymentId);
  const { paymentId } = refund;
  const event = { refundId, paymentId, channel: channelOfPayment(payment), fee: feeIn(refund, feeMinor), vatMinor };
  return { journalEntries: [refundFeeTold(request.header(), event)] };
};

export const planPayoutFee: PlanTemplate<'payout_fee'> = async (request, { payoutId, feeMinor, vatMinor }) => {
  const payout = owned(await request.dependencies.store.payout(payoutId), request.scope);
  const event = { payoutId, provider: payout.provider, fee: feeIn(payout, feeMinor), vatMinor };
  return { journalEntries: [payoutFeeTold(request.header(), event)] };
};

/** As when the provider tells it: the payout has failed, and its money is back. */
export const planPayoutReturned: PlanTemplate<'payout_returned'> = async (request, { payoutId }) => {
  const payout = owned(await request.dependencies.store.payout(payoutId), request.scope);
  if (payout.status !== 'succeeded') throw refused('Only a payout that was paid can come back.');
  const returned = payoutReturns(payout, { code: null, message: null }, request.context);
  return { ...returned.changes, payouts: [returned.payout] };
};

export const planPrefundTopUp: PlanTemplate<'prefund_top_up'> = async (request, fields) => {
  const { dependencies, scope } = request;
  const channels = dependencies.directory.merchant(scope.merchantId)?.channels ?? [];
  if (!channels.some(({ provider }) => provider.id === fields.provider)) {
    const detail = `No channel of yours goes through ${fields.provider}.`;
    throw new PaymentGatewayError('invalid_request', { param: 'template.provider', detail });
  }
  return { journalEntries: [prefundToppedUp(request.header(), fields)] };
};

function feeIn({ currency }: Pick<Money, 'currency'>, feeMinor: number): Money {
  return money(feeMinor, currency);
}
