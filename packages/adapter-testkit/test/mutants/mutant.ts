import type {
  BillingKeyPort,
  PaymentAtProvider,
  PaymentProvider,
  PaymentReading,
  PaymentVerdict,
  PayoutVerdict,
  ProviderAccountSettings,
  ProviderManifest,
  StartPaymentRequest,
  VirtualAccountPort,
} from '@hangil/core';
import type { ConformanceSubject } from '../../src/conformance/conformance.ts';
import { sampleBank } from '../sample-bank/adapter.ts';
import { sampleBankSubject } from '../sample-bank/subject.ts';

/** A planted fault that the suite has to find, in the group of scenarios that is about it. */
export interface Mutant {
  readonly name: string;
  readonly caughtBy: string;
  readonly subject: ConformanceSubject;
}

/** Sample Bank's provider, which has every port. */
export type CorrectProvider = Required<PaymentProvider> & {
  readonly billingKeys: Required<BillingKeyPort>;
  readonly virtualAccounts: Required<VirtualAccountPort>;
};

export type Change = (correct: CorrectProvider, account: ProviderAccountSettings) => Partial<PaymentProvider>;

/** Sample Bank's adapter with one change. */
export function mutant(name: string, caughtBy: string, change: Change, claims: Partial<ProviderManifest> = {}): Mutant {
  const manifest = { ...sampleBank.manifest, ...claims };
  const subject = sampleBankSubject({
    ...sampleBank,
    manifest,
    create(account) {
      const correct = sampleBank.create(account) as CorrectProvider;
      return { ...correct, manifest, ...change(correct, account) };
    },
  });
  return { name, caughtBy, subject };
}

/** Changes what a start or a charge is told to be. */
export function changedStart(
  toWrong: (verdict: PaymentVerdict, request: StartPaymentRequest, account: ProviderAccountSettings) => PaymentVerdict,
): Change {
  return ({ payments }, account) => ({
    payments: {
      ...payments,
      start: async (request, context) => toWrong(await payments.start(request, context), request, account),
    },
  });
}

/** Changes what an inquiry is told to find. */
export function changedReading(
  toWrong: (reading: PaymentReading, payment: PaymentAtProvider) => PaymentReading,
): Change {
  return ({ payments }) => ({
    payments: {
      ...payments,
      inquire: async (payment, context) => toWrong(await payments.inquire(payment, context), payment),
    },
  });
}

/** Changes what a payout is told to be. */
export function changedPayout(toWrong: (verdict: PayoutVerdict) => PayoutVerdict): Change {
  return ({ payouts }) => ({
    payouts: { ...payouts, send: async (request, context) => toWrong(await payouts.send(request, context)) },
  });
}

/** Changes one port. */
export function changedPort<Name extends keyof CorrectProvider>(
  name: Name,
  change: (port: CorrectProvider[Name], correct: CorrectProvider) => Partial<CorrectProvider[Name]>,
): Change {
  return (correct) => ({ [name]: { ...(correct[name] as object), ...change(correct[name], correct) } });
}
