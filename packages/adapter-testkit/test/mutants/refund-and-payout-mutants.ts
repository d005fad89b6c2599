import { declined, type ProviderReference } from '@hangil/core';
import { changedPayout, type Mutant, mutant } from './mutant.ts';

export const refundAndPayoutMutants: readonly Mutant[] = [
  mutant('gives everything back for a partial refund', 'refunds', ({ refunds }) => ({
    refunds: {
      ...refunds,
      refund: (request, context) => refunds.refund({ ...request, amount: request.payment.amount }, context),
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
];
