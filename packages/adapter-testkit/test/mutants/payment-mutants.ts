import { absent, declined, hourMs, money, notCreated, type PaymentReading, type ProviderReference } from '@hangil/core';
import { changedReading, changedStart, type Mutant, mutant } from './mutant.ts';

export const paymentMutants: readonly Mutant[] = [
  mutant(
    'takes a time-out for a decline',
    'direct charge',
    changedStart((verdict) =>
      verdict.kind === 'unknown' && !verdict.cause.startsWith('http') ? declined('timed_out') : verdict,
    ),
  ),
  mutant(
    'takes a server error for a decline',
    'direct charge',
    changedStart((verdict) =>
      verdict.kind === 'unknown' && verdict.cause.startsWith('http 5') ? declined('other') : verdict,
    ),
  ),
  mutant(
    'takes a lost call for one that was never made',
    'direct charge',
    changedStart((verdict) => (verdict.kind === 'unknown' ? notCreated('provider_unavailable') : verdict)),
  ),
  mutant('sends an unknown charge again', 'direct charge', ({ payments }) => ({
    payments: {
      ...payments,
      async start(request, context) {
        const verdict = await payments.start(request, context);
        return verdict.kind === 'unknown' ? payments.start(request, context) : verdict;
      },
    },
  })),
  mutant('does not listen to the signal', 'direct charge', ({ payments }) => ({
    payments: { ...payments, start: (request) => payments.start(request, {}) },
  })),
  mutant(
    'finds nothing when an inquiry fails',
    'direct charge',
    changedReading((reading) => (reading.kind === 'unknown' ? absent : reading)),
  ),
  mutant(
    'tells the amount that was asked for',
    'integrity',
    changedStart((verdict, { amount }) => (verdict.kind === 'succeeded' ? { ...verdict, amount } : verdict)),
  ),
  mutant(
    'tells the amount that was asked for when it inquires',
    'integrity',
    changedReading((reading, { amount }) => (reading.kind === 'succeeded' ? { ...reading, amount } : reading)),
  ),
  mutant(
    'tells our reference for whatever it finds',
    'payments',
    changedReading((reading, { reference }) => (reading.kind === 'succeeded' ? { ...reading, reference } : reading)),
  ),
  mutant(
    'tells our reference for whatever charge it finds',
    'direct charge',
    changedReading((reading, { reference }) => (reading.kind === 'succeeded' ? { ...reading, reference } : reading)),
  ),
  mutant(
    'finds no charge by the id of the provider',
    'direct charge',
    changedReading((reading, { providerPaymentId }) => (providerPaymentId === null ? reading : absent)),
  ),
  mutant(
    'takes a payment that waits for a decline',
    'payments',
    changedReading((reading) => (reading.kind === 'pending' ? declined('timed_out') : reading)),
  ),
  mutant(
    'shows the shopper nothing',
    'payments',
    changedStart((verdict) => (verdict.kind === 'pending' ? { ...verdict, nextAction: null } : verdict)),
  ),
  mutant('cancels what has been paid', 'cancel', ({ payments }) => ({
    payments: {
      ...payments,
      async cancel(payment, context) {
        const verdict = await payments.cancel?.(payment, context);
        return verdict === undefined || verdict.kind === 'declined' ? { kind: 'canceled' } : verdict;
      },
    },
  })),
  mutant('charges again under a new reference when the answer is lost', 'direct charge', ({ payments }) => ({
    payments: {
      ...payments,
      async start(request, context) {
        const verdict = await payments.start(request, context);
        if (verdict.kind !== 'unknown') return verdict;
        return payments.start({ ...request, reference: `${request.reference}x` as ProviderReference }, context);
      },
    },
  })),
  mutant('asks for a hundred times the amount', 'units', ({ payments }) => ({
    payments: {
      ...payments,
      start: (request, context) =>
        payments.start(
          { ...request, amount: { ...request.amount, amountMinor: request.amount.amountMinor * 100 } },
          context,
        ),
    },
  })),
  mutant(
    'reads every currency as if it had two decimals',
    'units',
    changedReading((reading) => {
      if (reading.kind !== 'succeeded' || reading.amount.currency !== 'KWD') return reading;
      const amountMinor = Math.trunc(reading.amount.amountMinor / 10);
      return { ...reading, amount: { ...reading.amount, amountMinor } };
    }),
  ),
  mutant(
    'tells times of Seoul as if they were of Greenwich',
    'integrity',
    changedReading((reading) =>
      reading.kind === 'succeeded'
        ? { ...reading, occurredAt: new Date(reading.occurredAt.getTime() + 9 * hourMs) }
        : reading,
    ),
  ),
  mutant(
    'takes a state that it does not know for paid',
    'damaged answers',
    changedReading((reading, payment) =>
      reading.kind === 'unknown' && reading.cause === 'unrecognized state' ? paidAs(payment) : reading,
    ),
  ),
  mutant(
    'takes a state that it does not know for declined',
    'damaged answers',
    changedReading((reading) =>
      reading.kind === 'unknown' && reading.cause === 'unrecognized state' ? declined('other') : reading,
    ),
  ),
  mutant(
    'takes a missing currency for won',
    'damaged answers',
    changedReading((reading, payment) =>
      reading.kind === 'unknown' && reading.cause.includes('currency')
        ? paidAs({ ...payment, amount: money(payment.amount.amountMinor, 'KRW') })
        : reading,
    ),
  ),
  mutant('issues another account when the answer is lost', 'deposits', ({ payments }) => ({
    payments: {
      ...payments,
      async start(request, context) {
        const verdict = await payments.start(request, context);
        if (verdict.kind !== 'unknown' || request.method.type !== 'virtual_account') return verdict;
        return payments.start({ ...request, reference: `${request.reference}x` as ProviderReference }, context);
      },
    },
  })),
  mutant(
    'takes a lost account for one that was never issued',
    'deposits',
    changedStart((verdict, { method }) =>
      verdict.kind === 'unknown' && method.type === 'virtual_account' ? notCreated('provider_unavailable') : verdict,
    ),
  ),
  mutant('gives up a deposit that comes after its end', 'deposits', ({ payments }, { clock }) => ({
    payments: {
      ...payments,
      async inquire(payment, context) {
        const reading = await payments.inquire(payment, context);
        const late = clock.now() > new Date('2026-03-05T02:00:00Z');
        return late && payment.methodType === 'virtual_account' ? declined('timed_out') : reading;
      },
    },
  })),
  mutant('takes every account whose time is over for paid', 'deposits', ({ payments }, { clock }) => ({
    payments: {
      ...payments,
      async inquire(payment, context) {
        const late = clock.now() > new Date('2026-03-05T02:00:00Z');
        return late ? paidAs(payment) : payments.inquire(payment, context);
      },
    },
  })),
];

/** Money that nobody has read anywhere. */
function paidAs({
  amount,
  reference,
}: {
  readonly amount: { readonly amountMinor: number; readonly currency: string };
  readonly reference: ProviderReference;
}): PaymentReading {
  return {
    kind: 'succeeded',
    amount: money(amount.amountMinor, amount.currency),
    reference,
    providerTransactionId: 'invented',
    occurredAt: new Date(0),
    returnedMinor: 0,
  };
}
