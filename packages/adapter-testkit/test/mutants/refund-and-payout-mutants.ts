import { absent, declined, type ProviderReference } from '@hangil/core';
import { changedPayout, changedReading, type Mutant, mutant } from './mutant.ts';

export const refundAndPayoutMutants: readonly Mutant[] = [
  mutant('gives everything back for a partial refund', 'refunds', ({ refunds }) => ({
    refunds: {
      ...refunds,
      refund(request, context) {
        const { amount: paid } = request.payment;
        const isPart = request.amount.amountMinor < paid.amountMinor;
        return refunds.refund(isPart ? { ...request, amount: paid } : request, context);
      },
    },
  })),
  mutant('takes a refund for done when it cannot find out', 'refunds', ({ refunds }) => ({
    refunds: {
      ...refunds,
      async inquire(request, context) {
        const reading = await refunds.inquire(request, context);
        if (reading.kind !== 'unknown' && reading.kind !== 'absent') return reading;
        const { amount, payment } = request;
        const invented = { providerTransactionId: 'refund', occurredAt: new Date(0) };
        return { kind: 'succeeded', amount, reference: payment.reference, ...invented };
      },
    },
  })),
  mutant(
    'takes a time-out of a payout for a decline',
    'payouts',
    changedPayout((verdict) => (verdict.kind === 'unknown' ? declined('timed_out') : verdict)),
  ),
  mutant('sends an unknown payout again under another name', 'payouts', ({ payouts }) => ({
    payouts: {
      ...payouts,
      async send(request, context) {
        const verdict = await payouts.send(request, context);
        if (verdict.kind !== 'unknown') return verdict;
        return payouts.send({ ...request, reference: `${request.reference}x` as ProviderReference }, context);
      },
    },
  })),
  mutant('takes a refused refund for one that was made', 'refunds', ({ refunds }) => ({
    refunds: {
      ...refunds,
      async refund(request, context) {
        const verdict = await refunds.refund(request, context);
        if (verdict.kind !== 'declined') return verdict;
        const { amount, payment } = request;
        const invented = { providerTransactionId: 'refund', occurredAt: new Date(0) };
        return { kind: 'succeeded', amount, reference: payment.reference, ...invented };
      },
    },
  })),
  mutant(
    'forgets that a payment was paid once a part is given back',
    'refunds',
    changedReading((reading) =>
      reading.kind === 'succeeded' && reading.returnedMinor > 0 ? declined('refund_not_possible') : reading,
    ),
  ),
  mutant('takes any refund of a payment for the one that is asked for', 'refunds', ({ refunds, payments }) => ({
    refunds: {
      ...refunds,
      async inquire(request, context) {
        const payment = await payments.inquire(request.payment, context);
        if (payment.kind !== 'succeeded' || payment.returnedMinor === 0) return refunds.inquire(request, context);
        return { ...payment, amount: request.amount, providerTransactionId: 'refund' };
      },
    },
  })),
  mutant('gives back in whole units what is counted in parts', 'units', ({ refunds }) => ({
    refunds: {
      ...refunds,
      refund(request, context) {
        const amountMinor = Math.floor(request.amount.amountMinor / 100) * 100;
        return refunds.refund({ ...request, amount: { ...request.amount, amountMinor } }, context);
      },
    },
  })),
  mutant('finds no payout when the inquiry fails', 'payouts', ({ payouts }) => ({
    payouts: {
      ...payouts,
      async inquire(payout, context) {
        const reading = await payouts.inquire(payout, context);
        return reading.kind === 'unknown' ? absent : reading;
      },
    },
  })),
  mutant('forgets that a payout was sent back', 'payouts', ({ payouts }) => ({
    payouts: {
      ...payouts,
      async inquire(payout, context) {
        const reading = await payouts.inquire(payout, context);
        if (reading.kind !== 'returned') return reading;
        const { amount, reference } = payout;
        return { kind: 'succeeded', amount, reference, providerTransactionId: 'payout', occurredAt: new Date(0) };
      },
    },
  })),
  mutant('tells the amount of a payout that was asked for', 'payouts', ({ payouts }) => ({
    payouts: {
      ...payouts,
      async inquire(payout, context) {
        const reading = await payouts.inquire(payout, context);
        return reading.kind === 'succeeded' ? { ...reading, amount: payout.amount } : reading;
      },
    },
  })),
];
