import { absent, declined, notCreated } from '@hangil/core';
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
    payments: { ...payments, cancel: async () => ({ kind: 'canceled' }) },
  })),
];
