import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Builder, builders, openBalances, won } from '../test/samples.ts';
import { isClearing } from './account.ts';
import { createOpenItems } from './open-items.ts';

function itemsOf(steps: readonly Builder[]) {
  const open = createOpenItems();
  for (const step of steps) open.add(builders[step](won(10_000)));
  return open.items().map(({ account, subjectId, balanceMinor }) => [account, subjectId, balanceMinor]);
}

describe('open items', () => {
  test.each<[string, Builder[], unknown[]]>([
    ['a sale waits for its settlement', ['paymentSold'], [['asset:pg:acme:acme-card', 'pay_1', 10_000]]],
    [
      'a refund under way is named by itself, and so is the sale',
      ['paymentSold', 'refundRequested'],
      [
        ['asset:pg:acme:acme-card', 'pay_1', 10_000],
        ['liab:refund-in-transit:acme:acme-card', 'rfnd_1', -10_000],
      ],
    ],
    [
      'what is settled waits for the bank',
      ['paymentSold', 'paymentSettled'],
      [['asset:bank-in-transit:acme:acme-card', 'stl_1', 9_725]],
    ],
    ['money at the bank waits for nothing', ['paymentSold', 'paymentSettled', 'settlementArrived'], []],
    [
      'a contradiction waits for its case',
      ['paymentContradicted'],
      [
        ['asset:pg:acme:acme-card', 'pay_1', 10_000],
        ['suspense:acme:acme-card', 'case_1', -10_000],
      ],
    ],
    [
      'a payout that is sent waits for its end',
      ['payoutRequested', 'payoutSent'],
      [['liab:payout-in-transit:acme', 'po_1', -10_000]],
    ],
    ['an expectation is no open item', ['depositExpected'], []],
  ])('%s', (_, steps, items) => {
    expect(itemsOf(steps)).toEqual(items);
  });

  test('explain the balance of every clearing account, for any entries in any order', () => {
    const names = Object.keys(builders) as Builder[];
    const entry = fc
      .tuple(fc.constantFrom(...names), fc.integer({ min: 2, max: 10 ** 12 }))
      .map(([name, amountMinor]) => builders[name](won(amountMinor)));
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 30 }), (entries) => {
        const open = createOpenItems();
        for (const each of entries) open.add(each);
        const explained = new Map<string, bigint>();
        for (const { account, currency, balanceMinor } of open.items()) {
          const key = `${account} ${currency} posted`;
          explained.set(key, (explained.get(key) ?? 0n) + BigInt(balanceMinor));
        }
        const balances = Object.entries(openBalances(entries)).filter(
          ([key]) => key.endsWith(' posted') && isClearing(key.split(' ')[0] as never),
        );
        expect(Object.fromEntries([...explained].filter(([, sum]) => sum !== 0n))).toEqual(
          Object.fromEntries(balances),
        );
      }),
    );
  });
});
