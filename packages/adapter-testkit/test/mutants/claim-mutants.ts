import { type PaymentProvider, type ProviderAdapter, ProviderSettingsError } from '@hangil/core';
import type { ConformanceSubject } from '../../src/conformance/conformance.ts';
import { sampleBank } from '../sample-bank/adapter.ts';
import { sampleBankSubject } from '../sample-bank/subject.ts';
import { type Change, changedStart, type Mutant, mutant } from './mutant.ts';

const { samples, operations, services = {} } = sampleBankSubject(sampleBank);
const { schedule: _schedule, ...servicesWithoutSchedule } = services;
const { banks: _banks, ...servicesWithoutBanks } = services;
const { payout: _payout, ...samplesWithoutPayout } = samples;
const { payout: _operation, ...operationsWithoutPayout } = operations;
const { directCharge: _charge, ...samplesWithoutCharge } = samples;
const { payment: _payment, ...samplesWithoutShopper } = samples;
const { deposit: _deposit, ...samplesWithoutDeposit } = samples;
const { billingKey: _key, ...samplesWithoutKey } = samples;
const { issueKey: _issue, ...operationsWithoutKey } = operations;

/** Claims that are not kept, or that nobody tries. */
export const claimMutants: readonly Mutant[] = [
  untried('has payouts that no sample tries', { samples: samplesWithoutPayout, operations: operationsWithoutPayout }),
  untried('charges cards that no sample tries', { samples: samplesWithoutCharge }),
  untried('waits for shoppers that no sample tries', { samples: samplesWithoutShopper }),
  untried('has virtual accounts that no sample tries', { samples: samplesWithoutDeposit }),
  untried('has operations that the fake does not know', { operations: { ...operations, refund: 'reverse' } }),
  mutant('offers refunds that it does not have', 'manifest', without('refunds')),
  mutant('has evidence and no port for it', 'manifest', without('events')),
  mutant('has refunds that it does not declare', 'manifest', () => ({}), {
    refunds: { offered: false, partial: false, idempotency: 'none' },
  }),
  mutant('takes a currency that it does not declare', 'manifest', () => ({}), { currencies: ['KRW'] }),
  mutant('takes amounts outside its limits', 'manifest', () => ({}), {
    paymentLimits: { KRW: { minMinor: 50_000, maxMinor: 60_000 } },
  }),
  mutant('pays by a method that it does not declare', 'manifest', ({ payments }) => ({
    payments: {
      ...payments,
      start(request, context) {
        const method = request.method.type === 'mobile' ? ({ type: 'card' } as const) : request.method;
        return payments.start({ ...request, method }, context);
      },
    },
  })),
  untried('keeps cards that no sample tries', { samples: samplesWithoutKey, operations: operationsWithoutKey }),
  untried('schedules charges that no sample tries', { services: servicesWithoutSchedule }),
  untried('lists banks that no sample tries', { services: servicesWithoutBanks }),
  untried('cancels what no sample tries', { samples: samplesWithoutDeposit }),
  mutant('takes methods that it does not declare', 'manifest', () => ({}), { paymentMethods: ['card', 'key_in'] }),
];

/** What must not be said. */
export const secretMutants: readonly Mutant[] = [
  mutant(
    'repeats the card number in a decline',
    'secrets',
    changedStart((verdict, { method }) => {
      if (verdict.kind !== 'declined' || method.type !== 'key_in') return verdict;
      const message = `refused: ${method.card.cardNumber.replace(/(.{4})/g, '$1-')}`;
      return { ...verdict, provider: { code: null, message } };
    }),
  ),
  mutant(
    'repeats a credential in the cause',
    'secrets',
    changedStart((verdict, _, { credentials }) =>
      verdict.kind === 'unknown' ? { ...verdict, cause: `Bearer ${credentials.api_key}` } : verdict,
    ),
  ),
  mutant('writes the card to the log', 'secrets', ({ payments }) => ({
    payments: {
      ...payments,
      start(request, context) {
        console.debug('charging', request.method);
        return payments.start(request, context);
      },
    },
  })),
  mutant('writes a credential to standard error', 'secrets', ({ payments }, { credentials }) => ({
    payments: {
      ...payments,
      start(request, context) {
        process.stderr.write(`authorization: Bearer ${credentials.api_key}\n`);
        return payments.start(request, context);
      },
    },
  })),
  careless('repeats the credential that is wrong', (account) => {
    const { api_key: key } = account.credentials;
    if (typeof key === 'string') return sampleBank.create(account);
    throw new ProviderSettingsError('credentials.api_key', `${JSON.stringify(key)} is no text`);
  }),
  careless('ignores settings that it does not know', (account) =>
    sampleBank.create({ ...account, settings: { base_url: account.settings.base_url }, options: {} }),
  ),
];

function untried(name: string, change: Partial<ConformanceSubject>): Mutant {
  return { name, caughtBy: 'manifest', subject: { ...sampleBankSubject(sampleBank), ...change } };
}

function without(port: keyof PaymentProvider): Change {
  return () => ({ [port]: undefined });
}

function careless(name: string, create: ProviderAdapter['create']): Mutant {
  return { name, caughtBy: 'settings', subject: sampleBankSubject({ ...sampleBank, create }) };
}
