import { money, PaymentGatewayError } from '@hangil/core';
import { bookDay, fxPosition, positionsRevalued, saleBecameAvailable } from '@hangil/ledger';
import type { PlanTemplate } from './entry-template.ts';
import { channelOfPayment, entriesOfPayment, mustLoadPayment, refused } from './template-reads.ts';

/** What the merchant of a platform keeps of a sale, once the provider has settled it. */
export const planSaleAvailable: PlanTemplate<'settlement_available'> = async (request, { paymentId, ...kept }) => {
  const payment = await mustLoadPayment(request, paymentId);
  const entries = await entriesOfPayment(request, paymentId);
  const settled = entries.find(({ kind }) => kind === 'settlement_item' || kind === 'fx_settlement');
  if (settled === undefined || settled.settlementId === null)
    throw refused('The provider has not settled the payment.');
  const { amountPaidMinor, amountRefundedMinor, amountRefundingMinor, currency } = payment;
  const grossMinor = amountPaidMinor - amountRefundedMinor - amountRefundingMinor;
  if (kept.gatewayFeeMinor + kept.taxMinor + kept.recoveredFeeMinor > grossMinor)
    throw refused('More is kept than is left of the payment.');
  const entry = saleBecameAvailable(request.header(), {
    settlementId: settled.settlementId,
    rowKey: paymentId,
    channel: channelOfPayment(payment),
    paymentId,
    gross: money(grossMinor, currency),
    ...kept,
  });
  return { journalEntries: [entry] };
};

export const planRevaluation: PlanTemplate<'fx_revaluation'> = async (request, { functional, rates }) => {
  const { dependencies, scope, effectiveAt } = request;
  const filter = { account: fxPosition, layer: 'posted', at: effectiveAt } as const;
  const totals = await dependencies.store.accountTotals(scope, filter);
  const positions = totals.map(({ currency, debitMinor, creditMinor }) => ({
    currency,
    balanceMinor: debitMinor - creditMinor,
  }));
  try {
    const entry = positionsRevalued(request.header(), {
      day: bookDay(effectiveAt),
      functional,
      positions,
      rates: new Map(rates.map(({ currency, rate }) => [currency, rate])),
    });
    return { journalEntries: [entry] };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new PaymentGatewayError('invalid_request', { param: 'template.rates', detail: error.message });
  }
};
