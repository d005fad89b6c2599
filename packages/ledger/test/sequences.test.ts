import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyMoney, type Builder, builders, openBalances, won } from './samples.ts';

/** Ways through the life of one payment, refund or payout, each with the accounts that may stay open at its end. */
const lives: readonly { readonly steps: readonly Builder[]; readonly stayOpen: readonly string[] }[] = [
  { steps: ['depositExpected', 'depositReceived'], stayOpen: ['asset:pg', 'liab:merchant'] },
  { steps: ['depositExpected', 'depositNoLongerExpected'], stayOpen: [] },
  { steps: ['depositExpected', 'depositNoLongerExpected', 'paymentSold'], stayOpen: ['asset:pg', 'liab:merchant'] },
  { steps: ['depositExpected', 'depositNoLongerExpected', 'paymentContradicted'], stayOpen: ['asset:pg', 'suspense'] },
  { steps: ['paymentSold', 'refundRequested', 'refundSucceeded'], stayOpen: [] },
  { steps: ['paymentSold', 'refundRequested', 'refundFailed'], stayOpen: ['asset:pg', 'liab:merchant'] },
  { steps: ['paymentSold', 'refundFound'], stayOpen: [] },
  { steps: ['payoutRequested', 'payoutSent', 'payoutPaid'], stayOpen: ['asset:prefund', 'liab:merchant'] },
  { steps: ['payoutRequested', 'payoutSent', 'payoutFailed'], stayOpen: [] },
  { steps: ['payoutRequested', 'payoutCanceled'], stayOpen: [] },
  {
    steps: ['paymentSold', 'payoutRequestedAsRefund', 'payoutSent', 'payoutPaid'],
    stayOpen: ['asset:pg', 'asset:prefund'],
  },
  {
    steps: ['paymentSold', 'payoutRequestedAsRefund', 'payoutSent', 'payoutFailedAsRefund'],
    stayOpen: ['asset:pg', 'liab:merchant'],
  },
  {
    steps: ['paymentSold', 'payoutRequestedAsRefund', 'payoutCanceledAsRefund'],
    stayOpen: ['asset:pg', 'liab:merchant'],
  },
  {
    steps: ['paymentSold', 'payoutRequestedAsRefund', 'payoutSent', 'payoutPaid', 'payoutReturnedAsRefund'],
    stayOpen: ['asset:pg', 'liab:merchant'],
  },
  { steps: ['payoutRequested', 'payoutSent', 'payoutPaid', 'payoutReturned'], stayOpen: [] },
  { steps: ['paymentAuthorized', 'authorizationVoided'], stayOpen: [] },
  { steps: ['paymentAuthorized', 'authorizationExpired'], stayOpen: [] },
  { steps: ['paymentAuthorized', 'paymentCaptured'], stayOpen: ['asset:pg', 'liab:merchant'] },
  { steps: ['splitTenderSold', 'saleReversed'], stayOpen: [] },
  { steps: ['manual', 'saleReversed'], stayOpen: [] },
  { steps: ['depositExpected', 'depositReceived', 'depositCanceled'], stayOpen: [] },
  { steps: ['depositMismatched', 'depositApplied'], stayOpen: ['asset:pg', 'liab:merchant'] },
  { steps: ['depositMismatched', 'depositGivenBack'], stayOpen: [] },
  { steps: ['depositMismatched', 'depositGivenBackFromBank'], stayOpen: ['asset:bank', 'asset:pg'] },
  { steps: ['withheldSettled'], stayOpen: ['asset:bank-in-transit', 'asset:pg'] },
  { steps: ['positionsRevalued'], stayOpen: ['fx:gain-loss', 'fx:position'] },
  { steps: ['reserveHeld', 'reserveReleased'], stayOpen: [] },
  { steps: ['prefundToppedUp'], stayOpen: ['asset:bank', 'asset:prefund'] },
  { steps: ['paymentSold', 'unknownAtProvider', 'differenceWrittenOff'], stayOpen: ['expense', 'liab:merchant'] },
  { steps: ['unknownAtOurs', 'differenceResolved'], stayOpen: ['asset:pg', 'liab:merchant'] },
];

/** Entries with a part beside the amount: a fee, its VAT, a conversion. What they leave stands in entries.test.ts. */
const withParts: readonly Builder[] = [
  'saleFeeTold',
  'paymentSettled',
  'refundSettled',
  'feeSettled',
  'settlementArrived',
  'settlementArrivedShort',
  'saleBecameAvailable',
  'foreignSaleSettled',
  'foreignRefundSettled',
  'refundFeeTold',
  'payoutFeeTold',
  'disputeOpened',
  'disputeOpenedOnPlatform',
  'disputeWon',
  'disputeWonOnPlatform',
  'disputeLost',
  'disputeLostOnPlatform',
  'disputeLostByOperator',
];

/** A month of them at 10,000 won, and everything that is open after it. */
const month: readonly { readonly steps: readonly Builder[]; readonly open: Readonly<Record<string, bigint>> }[] = [
  {
    steps: ['paymentSold', 'paymentSettled', 'settlementArrived'],
    open: {
      'asset:bank:main KRW posted': 9_725n,
      'asset:vat-input KRW posted': 25n,
      'expense:pg-fee:acme KRW posted': 250n,
      'liab:merchant:demo:pending KRW posted': -10_000n,
    },
  },
  {
    steps: ['paymentSold', 'paymentSettled', 'settlementArrivedShort'],
    open: {
      'asset:bank:main KRW posted': 9_724n,
      'suspense:acme:acme-card KRW posted': 1n,
      'asset:vat-input KRW posted': 25n,
      'expense:pg-fee:acme KRW posted': 250n,
      'liab:merchant:demo:pending KRW posted': -10_000n,
    },
  },
  {
    steps: ['paymentSold', 'paymentSettled', 'refundRequested', 'refundSucceeded', 'refundSettled'],
    open: {},
  },
  {
    steps: ['paymentSold', 'disputeOpenedOnPlatform', 'disputeWonOnPlatform'],
    open: { 'asset:pg:acme:acme-card KRW posted': 10_000n, 'liab:merchant:demo:available KRW posted': -10_000n },
  },
  { steps: ['paymentSold', 'disputeOpenedOnPlatform', 'disputeLostOnPlatform'], open: {} },
  {
    steps: ['paymentSold', 'disputeOpened', 'disputeWon'],
    open: {
      'asset:pg:acme:acme-card KRW posted': 5_000n,
      'expense:dispute-fee:acme KRW posted': 5_000n,
      'liab:merchant:demo:pending KRW posted': -10_000n,
    },
  },
];

test.each(month)('$steps leaves what is listed, to the won', ({ steps, open }) => {
  expect(openBalances(steps.map((step) => builders[step](won(10_000))))).toEqual(open);
});

/** Accounts that show something under way, and the whole pending layer: zero again once it has ended. */
const mustClear = /^liab:(refund-in-transit|payout-pending|payout-in-transit|unapplied):|^asset:reserve:| pending$/;

describe.each(lives.map((life) => ({ ...life, title: life.steps.join(', ') })))('$title', ({ steps, stayOpen }) => {
  test('leaves nothing in transit and nothing expected, whatever the amount', () => {
    fc.assert(
      fc.property(anyMoney, (amount) => {
        const open = Object.keys(openBalances(steps.map((step) => builders[step](amount))));
        expect(open.filter((account) => mustClear.test(account))).toEqual([]);
        expect(open).toHaveLength(stayOpen.length);
        for (const prefix of stayOpen) expect(open.some((account) => account.startsWith(prefix))).toBe(true);
      }),
    );
  });

  test('shows what is under way until the step that ends it', () => {
    fc.assert(
      fc.property(anyMoney, (amount) => {
        const entries = steps.map((step) => builders[step](amount));
        const isUnderWay = (count: number) =>
          Object.keys(openBalances(entries.slice(0, count))).some((account) => mustClear.test(account));
        const touches = entries.map(({ lines }) =>
          lines.some(({ account, currency, layer }) => mustClear.test(`${account} ${currency} ${layer}`)),
        );
        const endsAt = touches.lastIndexOf(true);
        const underWay = entries.map((_, at) => isUnderWay(at + 1));
        expect(underWay).toEqual(touches.map((touched, at) => touched && at < endsAt));
      }),
    );
  });
});

test('every builder stands in one of these lives', () => {
  const used = new Set([...lives.flatMap(({ steps }) => steps), ...withParts]);
  expect([...used].sort()).toEqual(Object.keys(builders).sort());
});
