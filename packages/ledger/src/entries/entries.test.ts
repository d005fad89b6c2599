import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyMoney, type Builder, builders, context, inWords, won } from '../../test/samples.ts';
import { balanceProblem, type JournalKind, UnbalancedEntryError } from '../journal-entry.ts';

interface Expected {
  readonly kind: JournalKind;
  /** Whose id the source key ends with, or that end itself. */
  readonly about: 'paymentId' | 'refundId' | 'payoutId' | `:${string}`;
  readonly lines: readonly string[];
}

const owedByProvider = 'asset:pg:acme:acme-card 10000 KRW';
const merchant = 'liab:merchant:demo:pending 10000 KRW';
const available = 'liab:merchant:demo:available 10000 KRW';
const refunding = 'liab:refund-in-transit:acme:acme-card 10000 KRW';
const accepted = 'liab:payout-pending:demo 10000 KRW';
const sent = 'liab:payout-in-transit:acme 10000 KRW';
const held = 'asset:prefund:acme 10000 KRW';

const owed = 'asset:pg:acme:acme-card';
const onItsWay = 'asset:bank-in-transit:acme:acme-card';
const suspended = 'suspense:acme:acme-card';
const unappliedDeposit = 'liab:unapplied:acme:acme-card';

/** Entries of several amounts, and of what comes beside sales, refunds and payouts: figures of ledger.md for 10,000 won. */
const furtherTable = {
  paymentAuthorized: {
    kind: 'authorization',
    about: 'paymentId',
    lines: [`debit ${owedByProvider} (pending)`, `credit ${merchant} (pending)`],
  },
  authorizationVoided: {
    kind: 'authorization_void',
    about: 'paymentId',
    lines: [`debit ${merchant} (pending)`, `credit ${owedByProvider} (pending)`],
  },
  authorizationExpired: {
    kind: 'authorization_expire',
    about: 'paymentId',
    lines: [`debit ${merchant} (pending)`, `credit ${owedByProvider} (pending)`],
  },
  paymentCaptured: {
    kind: 'capture',
    about: ':pay_1:cap_1',
    lines: [
      `debit ${merchant} (pending)`,
      `credit ${owedByProvider} (pending)`,
      `debit ${owedByProvider}`,
      `credit ${merchant}`,
    ],
  },
  splitTenderSold: { kind: 'sale', about: 'paymentId', lines: [`debit ${owedByProvider}`, `credit ${merchant}`] },
  saleFeeTold: {
    kind: 'sale_fee',
    about: 'paymentId',
    lines: ['debit expense:pg-fee:acme 10000 KRW', 'debit asset:vat-input 1000 KRW', `credit ${owed} 11000 KRW`],
  },
  depositMismatched: {
    kind: 'va_mismatch',
    about: ':pay_1:dep_1',
    lines: [`debit ${owedByProvider}`, `credit ${unappliedDeposit} 10000 KRW`],
  },
  depositCanceled: {
    kind: 'va_deposit_canceled',
    about: ':pay_1:dep_1',
    lines: [`debit ${merchant}`, `credit ${owedByProvider}`],
  },
  depositApplied: {
    kind: 'va_apply',
    about: ':pay_1:dep_1',
    lines: [`debit ${unappliedDeposit} 10000 KRW`, `credit ${merchant}`],
  },
  depositGivenBack: {
    kind: 'va_give_back',
    about: ':pay_1:dep_1',
    lines: [`debit ${unappliedDeposit} 10000 KRW`, `credit ${owedByProvider}`],
  },
  depositGivenBackFromBank: {
    kind: 'va_give_back',
    about: ':pay_1:dep_1',
    lines: [`debit ${unappliedDeposit} 10000 KRW`, 'credit asset:bank:main 10000 KRW'],
  },
  paymentSettled: {
    kind: 'settlement_item',
    about: ':payment',
    lines: [
      `debit ${onItsWay} 9725 KRW`,
      'debit expense:pg-fee:acme 250 KRW',
      'debit asset:vat-input 25 KRW',
      `credit ${owed} 10000 KRW`,
    ],
  },
  refundSettled: {
    kind: 'settlement_item',
    about: ':refund',
    lines: [
      `credit ${onItsWay} 9725 KRW`,
      'credit expense:pg-fee:acme 250 KRW',
      'credit asset:vat-input 25 KRW',
      `debit ${owed} 10000 KRW`,
    ],
  },
  feeSettled: {
    kind: 'settlement_fee',
    about: ':m1',
    lines: ['debit expense:pg-fee:acme 10000 KRW', 'debit asset:vat-input 1000 KRW', `credit ${onItsWay} 11000 KRW`],
  },
  withheldSettled: {
    kind: 'settlement_withheld',
    about: ':w1',
    lines: [`debit ${owedByProvider}`, `credit ${onItsWay} 10000 KRW`],
  },
  reserveHeld: {
    kind: 'reserve_hold',
    about: ':h1',
    lines: ['debit asset:reserve:acme:acme-card 10000 KRW', `credit ${onItsWay} 10000 KRW`],
  },
  reserveReleased: {
    kind: 'reserve_release',
    about: ':h2',
    lines: [`debit ${onItsWay} 10000 KRW`, 'credit asset:reserve:acme:acme-card 10000 KRW'],
  },
  settlementArrived: {
    kind: 'bank_match',
    about: ':b1',
    lines: ['debit asset:bank:main 9725 KRW', `credit ${onItsWay} 9725 KRW`],
  },
  settlementArrivedShort: {
    kind: 'bank_match',
    about: ':b1',
    lines: ['debit asset:bank:main 9724 KRW', `debit ${suspended} 1 KRW`, `credit ${onItsWay} 9725 KRW`],
  },
  saleBecameAvailable: {
    kind: 'settlement_available',
    about: ':a1',
    lines: [
      `debit ${merchant}`,
      'credit income:gateway-fee 250 KRW',
      'credit liab:tax 25 KRW',
      'credit income:fee-recovered 275 KRW',
      'credit liab:merchant:demo:available 9450 KRW',
    ],
  },
  foreignSaleSettled: {
    kind: 'fx_settlement',
    about: ':f1',
    lines: [
      'debit expense:pg-fee:acme 250 KRW',
      'debit fx:position 9750 KRW',
      `credit ${owed} 10000 KRW`,
      `debit ${onItsWay} 131000 KRW`,
      'credit fx:position 131000 KRW',
    ],
  },
  foreignRefundSettled: {
    kind: 'fx_settlement',
    about: ':f1',
    lines: [
      'credit expense:pg-fee:acme 250 KRW',
      'credit fx:position 9750 KRW',
      `debit ${owed} 10000 KRW`,
      `credit ${onItsWay} 131000 KRW`,
      'debit fx:position 131000 KRW',
    ],
  },
  refundFeeTold: {
    kind: 'refund_fee',
    about: 'refundId',
    lines: ['debit expense:refund-fee:acme 10000 KRW', 'debit asset:vat-input 1000 KRW', `credit ${owed} 11000 KRW`],
  },
  payoutFeeTold: {
    kind: 'payout_fee',
    about: 'payoutId',
    lines: [
      'debit expense:payout-fee:acme 10000 KRW',
      'debit asset:vat-input 1000 KRW',
      'credit asset:prefund:acme 11000 KRW',
    ],
  },
  payoutReturned: { kind: 'payout_returned', about: 'payoutId', lines: [`debit ${held}`, `credit ${available}`] },
  payoutReturnedAsRefund: {
    kind: 'payout_returned',
    about: 'payoutId',
    lines: [`debit ${held}`, `credit ${merchant}`],
  },
  prefundToppedUp: {
    kind: 'prefund_top_up',
    about: ':t1',
    lines: [`debit ${held}`, 'credit asset:bank:main 10000 KRW'],
  },
  disputeOpened: {
    kind: 'dispute_open',
    about: ':acme:dsp_1',
    lines: [
      'debit asset:dispute-held:acme:acme-card 10000 KRW',
      'debit expense:dispute-fee:acme 5000 KRW',
      `credit ${owed} 15000 KRW`,
    ],
  },
  disputeOpenedOnPlatform: {
    kind: 'dispute_open',
    about: ':acme:dsp_1',
    lines: [
      'debit asset:dispute-held:acme:acme-card 10000 KRW',
      `credit ${owed} 10000 KRW`,
      `debit ${merchant}`,
      'credit liab:dispute-reserve:demo 10000 KRW',
    ],
  },
  disputeWon: {
    kind: 'dispute_won',
    about: ':acme:dsp_1',
    lines: [`debit ${owedByProvider}`, 'credit asset:dispute-held:acme:acme-card 10000 KRW'],
  },
  disputeWonOnPlatform: {
    kind: 'dispute_won',
    about: ':acme:dsp_1',
    lines: [
      `debit ${owedByProvider}`,
      'credit asset:dispute-held:acme:acme-card 10000 KRW',
      'debit liab:dispute-reserve:demo 10000 KRW',
      `credit ${available}`,
    ],
  },
  disputeLost: {
    kind: 'dispute_lost',
    about: ':acme:dsp_1',
    lines: [`debit ${merchant}`, 'credit asset:dispute-held:acme:acme-card 10000 KRW'],
  },
  disputeLostOnPlatform: {
    kind: 'dispute_lost',
    about: ':acme:dsp_1',
    lines: ['debit liab:dispute-reserve:demo 10000 KRW', 'credit asset:dispute-held:acme:acme-card 10000 KRW'],
  },
  disputeLostByOperator: {
    kind: 'dispute_lost',
    about: ':acme:dsp_1',
    lines: ['debit expense:chargeback-loss 10000 KRW', 'credit asset:dispute-held:acme:acme-card 10000 KRW'],
  },
  positionsRevalued: {
    kind: 'fx_revaluation',
    about: ':KRW:2026-03-31',
    lines: ['debit fx:position 10000 KRW', 'credit fx:gain-loss 10000 KRW'],
  },
  unknownAtOurs: {
    kind: 'recon_open',
    about: ':case_1',
    lines: [`debit ${owedByProvider}`, `credit ${suspended} 10000 KRW`],
  },
  unknownAtProvider: {
    kind: 'recon_open',
    about: ':case_1',
    lines: [`credit ${owedByProvider}`, `debit ${suspended} 10000 KRW`],
  },
  differenceResolved: {
    kind: 'recon_resolve',
    about: ':case_1',
    lines: [`debit ${suspended} 10000 KRW`, `credit ${merchant}`],
  },
  differenceWrittenOff: {
    kind: 'write_off',
    about: ':case_1',
    lines: [`credit ${suspended} 10000 KRW`, 'debit expense:recon-writeoff 10000 KRW'],
  },
  manual: { kind: 'manual', about: ':mje_1', lines: [`debit ${owedByProvider}`, `credit ${merchant}`] },
  saleReversed: { kind: 'reversal', about: ':je_1', lines: [`credit ${owedByProvider}`, `debit ${merchant}`] },
} as const satisfies Partial<Record<Builder, Expected>>;

const table: Readonly<Record<Builder, Expected>> = {
  ...furtherTable,
  paymentSold: {
    kind: 'sale',
    about: 'paymentId',
    lines: [`debit ${owedByProvider}`, `credit ${merchant}`],
  },
  depositExpected: {
    kind: 'va_issue',
    about: 'paymentId',
    lines: [`debit ${owedByProvider} (pending)`, `credit ${merchant} (pending)`],
  },
  depositReceived: {
    kind: 'va_deposit',
    about: 'paymentId',
    lines: [
      `debit ${merchant} (pending)`,
      `credit ${owedByProvider} (pending)`,
      `debit ${owedByProvider}`,
      `credit ${merchant}`,
    ],
  },
  depositNoLongerExpected: {
    kind: 'va_expire',
    about: 'paymentId',
    lines: [`debit ${merchant} (pending)`, `credit ${owedByProvider} (pending)`],
  },
  paymentContradicted: {
    kind: 'recon_open',
    about: ':case_1',
    lines: [`debit ${owedByProvider}`, 'credit suspense:acme:acme-card 10000 KRW'],
  },
  refundRequested: {
    kind: 'refund_request',
    about: 'refundId',
    lines: [`debit ${merchant}`, `credit ${refunding}`],
  },
  refundSucceeded: {
    kind: 'refund_success',
    about: 'refundId',
    lines: [`debit ${refunding}`, `credit ${owedByProvider}`],
  },
  refundFailed: {
    kind: 'refund_failed',
    about: 'refundId',
    lines: [`debit ${refunding}`, `credit ${merchant}`],
  },
  refundFound: {
    kind: 'provider_initiated_refund',
    about: 'refundId',
    lines: [`debit ${merchant}`, `credit ${owedByProvider}`],
  },
  payoutRequested: {
    kind: 'payout_request',
    about: 'payoutId',
    lines: [`debit ${available}`, `credit ${accepted}`],
  },
  payoutSent: {
    kind: 'payout_sent',
    about: 'payoutId',
    lines: [`debit ${accepted}`, `credit ${sent}`],
  },
  payoutPaid: {
    kind: 'payout_paid',
    about: 'payoutId',
    lines: [`debit ${sent}`, `credit ${held}`],
  },
  payoutFailed: {
    kind: 'payout_failed',
    about: 'payoutId',
    lines: [`debit ${sent}`, `credit ${available}`],
  },
  payoutCanceled: {
    kind: 'payout_canceled',
    about: 'payoutId',
    lines: [`debit ${accepted}`, `credit ${available}`],
  },
  payoutRequestedAsRefund: {
    kind: 'payout_request',
    about: 'payoutId',
    lines: [`debit ${merchant}`, `credit ${accepted}`],
  },
  payoutFailedAsRefund: {
    kind: 'payout_failed',
    about: 'payoutId',
    lines: [`debit ${sent}`, `credit ${merchant}`],
  },
  payoutCanceledAsRefund: {
    kind: 'payout_canceled',
    about: 'payoutId',
    lines: [`debit ${accepted}`, `credit ${merchant}`],
  },
};

/** Source keys that do not begin with the kind, because different kinds answer the same question once. */
const sourceKinds: Partial<Record<Builder, string>> = {
  paymentContradicted: 'contradicted',
  authorizationVoided: 'authorization_end',
  authorizationExpired: 'authorization_end',
  differenceWrittenOff: 'recon_resolve',
  disputeWon: 'dispute_end',
  disputeWonOnPlatform: 'dispute_end',
  disputeLost: 'dispute_end',
  disputeLostOnPlatform: 'dispute_end',
  disputeLostByOperator: 'dispute_end',
};

describe.each(Object.keys(builders) as Builder[])('%s', (name) => {
  const { kind, about, lines } = table[name];

  test(`of 10000 won books ${lines.join(', ')}`, () => {
    expect(builders[name](won(10_000)).lines.map(inWords)).toEqual(lines);
  });

  test('balances for any amount in any currency', () => {
    fc.assert(
      fc.property(anyMoney, (amount) => {
        const entry = builders[name](amount);
        expect(balanceProblem(entry.lines)).toBeNull();
      }),
    );
  });

  test('stands in the book it was made for, under a key that every report of the same event shares', () => {
    const entry = builders[name](won(10_000));
    expect(entry).toMatchObject({ ...context, kind });
    const subject = about.startsWith(':') ? about : `:${entry[about as 'paymentId']}`;
    expect(entry.sourceKey).toBe(`${sourceKinds[name] ?? kind}${subject}`);
    expect(builders[name](won(1_000)).sourceKey).toBe(entry.sourceKey);
  });
});

const transfers = (Object.keys(builders) as Builder[]).filter((name) => table[name].lines.length === 2);
test.each(transfers)('%s refuses an amount of nothing', (name) => {
  expect(() => builders[name](won(0))).toThrow(UnbalancedEntryError);
});

test('entries name what they are about, and nothing else', () => {
  const subjects = (name: Builder) => {
    const { paymentId, refundId, payoutId, caseId } = builders[name](won(1));
    return { paymentId, refundId, payoutId, caseId };
  };
  expect(subjects('paymentSold')).toEqual({ paymentId: 'pay_1', refundId: null, payoutId: null, caseId: null });
  expect(subjects('paymentContradicted')).toEqual({
    paymentId: 'pay_1',
    refundId: null,
    payoutId: null,
    caseId: 'case_1',
  });
  expect(subjects('refundFound')).toEqual({ paymentId: 'pay_1', refundId: 'rfnd_1', payoutId: null, caseId: null });
  expect(subjects('payoutPaid')).toEqual({ paymentId: null, refundId: null, payoutId: 'po_1', caseId: null });
  expect(subjects('payoutFailedAsRefund')).toEqual({
    paymentId: 'pay_1',
    refundId: null,
    payoutId: 'po_1',
    caseId: null,
  });
});
