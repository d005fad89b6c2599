import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyMoney, type Builder, builders, context, inWords, won } from '../../test/samples.ts';
import { balanceProblem, type JournalKind } from '../journal-entry.ts';

interface Expected {
  readonly kind: JournalKind;
  readonly about: 'paymentId' | 'refundId' | 'payoutId' | 'caseId';
  readonly lines: readonly string[];
}

const owedByProvider = 'asset:pg:acme:acme-card 10000 KRW';
const merchant = 'liab:merchant:demo:pending 10000 KRW';
const available = 'liab:merchant:demo:available 10000 KRW';
const refunding = 'liab:refund-in-transit:acme:acme-card 10000 KRW';
const accepted = 'liab:payout-pending:demo 10000 KRW';
const sent = 'liab:payout-in-transit:acme 10000 KRW';
const held = 'asset:prefund:acme 10000 KRW';

const table: Readonly<Record<Builder, Expected>> = {
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
  contradictionAccepted: {
    kind: 'recon_resolve',
    about: 'caseId',
    lines: ['debit suspense:acme:acme-card 10000 KRW', `credit ${merchant}`],
  },
  contradictionRejected: {
    kind: 'recon_resolve',
    about: 'caseId',
    lines: ['debit suspense:acme:acme-card 10000 KRW', `credit ${owedByProvider}`],
  },
  paymentContradicted: {
    kind: 'recon_open',
    about: 'caseId',
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
        expect(entry.lines.every(({ amountMinor }) => amountMinor === amount.amountMinor)).toBe(true);
      }),
    );
  });

  test('refuses an amount of nothing', () => {
    expect(() => builders[name](won(0))).toThrow('no whole number of more than zero');
  });

  test('stands in the book it was made for, under a key that every report of the same event shares', () => {
    const entry = builders[name](won(10_000));
    expect(entry).toMatchObject({ ...context, kind });
    expect(entry.sourceKey).toBe(`${kind === 'recon_open' ? 'contradicted' : kind}:${entry[about]}`);
    expect(builders[name](won(1)).sourceKey).toBe(entry.sourceKey);
  });
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
