import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyMoney, type Builder, builders, openBalances } from './samples.ts';

/** Ways through the life of one payment, refund or payout, each with the accounts that may stay open at its end. */
const lives: readonly { readonly steps: readonly Builder[]; readonly stayOpen: readonly string[] }[] = [
  { steps: ['depositExpected', 'depositReceived'], stayOpen: ['asset:pg', 'liab:merchant'] },
  { steps: ['depositExpected', 'depositNoLongerExpected'], stayOpen: [] },
  { steps: ['depositExpected', 'depositNoLongerExpected', 'paymentSold'], stayOpen: ['asset:pg', 'liab:merchant'] },
  { steps: ['depositExpected', 'depositNoLongerExpected', 'paymentContradicted'], stayOpen: ['asset:pg', 'suspense'] },
  { steps: ['paymentContradicted', 'contradictionAccepted'], stayOpen: ['asset:pg', 'liab:merchant'] },
  { steps: ['paymentContradicted', 'contradictionRejected'], stayOpen: [] },
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
];

/** Accounts that show something under way, and the whole pending layer: zero again once it has ended. */
const mustClear = /^liab:(refund-in-transit|payout-pending|payout-in-transit):| pending$/;

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
  const used = new Set(lives.flatMap(({ steps }) => steps));
  expect([...used].sort()).toEqual(Object.keys(builders).sort());
});
