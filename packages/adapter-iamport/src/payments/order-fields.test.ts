import { currencyExponent, fromMajor, knownCurrencies, money } from '@hangil/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortened, toMajorNumber } from './order-fields.ts';

describe('toMajorNumber', () => {
  it('comes back as the same amount in every currency, also through JSON', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...knownCurrencies()),
        fc.integer({ min: 0, max: 10 ** 12 }),
        (currency, amountMinor) => {
          const amount = money(amountMinor, currency);
          const onTheWire: number = JSON.parse(JSON.stringify(toMajorNumber(amount)));
          expect(fromMajor(onTheWire, currency)).toEqual(amount);
        },
      ),
    );
    expect(currencyExponent(money(1, 'USD').currency)).toBe(2);
  });

  it('is the number of the provider’s examples', () => {
    expect(toMajorNumber(money(10_000, 'KRW'))).toBe(10_000);
    expect(toMajorNumber(money(1_420, 'USD'))).toBe(14.2);
  });
});

describe('shortened', () => {
  it('cuts by characters and never through one', () => {
    expect(shortened('길상점👕길상점', 4)).toBe('길상점👕');
  });
});
