import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { currencyExponent, knownCurrencies } from './currency.ts';
import { checkedAmount, fromMajor, money, sameMoney, toMajorText } from './money.ts';

const anyCurrency = fc.constantFrom(...knownCurrencies());

describe('an amount', () => {
  test.each([0, 1, 10_000, Number.MAX_SAFE_INTEGER])('may be %d', (amountMinor) => {
    expect(checkedAmount(amountMinor)).toBe(amountMinor);
    expect(money(amountMinor, 'KRW')).toEqual({ amountMinor, currency: 'KRW' });
  });

  test.each([
    ['a fraction', 0.1],
    ['a sum of fractions', 0.1 + 0.2],
    ['negative', -1],
    ['minus zero', -0],
    ['beyond the safe integers', Number.MAX_SAFE_INTEGER + 1],
    ['no number', Number.NaN],
    ['infinite', Number.POSITIVE_INFINITY],
    ['text', '10000' as unknown as number],
    ['a big integer', 10_000n as unknown as number],
    ['missing', undefined as unknown as number],
    ['a list', [10_000] as unknown as number],
  ])('is refused when it is %s', (_, amountMinor) => {
    expect(() => checkedAmount(amountMinor)).toThrow(RangeError);
    expect(() => money(amountMinor, 'KRW')).toThrow(RangeError);
  });

  test('is refused in a currency whose digits are not known', () => {
    expect(() => money(1, 'XXX')).toThrow(RangeError);
  });
});

test('money is the same only in amount and currency', () => {
  expect(sameMoney(money(100, 'KRW'), money(100, 'KRW'))).toBe(true);
  expect(sameMoney(money(100, 'KRW'), money(101, 'KRW'))).toBe(false);
  expect(sameMoney(money(100, 'KRW'), money(100, 'JPY'))).toBe(false);
});

describe('major units', () => {
  test.each([
    [10_000, 'KRW', '10000'],
    [1_420, 'USD', '14.20'],
    [5, 'USD', '0.05'],
    [0, 'USD', '0.00'],
    [1_005, 'KWD', '1.005'],
    [123, 'CLF', '0.0123'],
  ])('%d minor units of %s are written %s', (amountMinor, currency, text) => {
    expect(toMajorText(money(amountMinor, currency))).toBe(text);
    expect(fromMajor(text, currency)).toEqual(money(amountMinor, currency));
  });

  test.each([
    ['14.2', 'USD', 1_420],
    [14.2, 'USD', 1_420],
    ['14.2000', 'USD', 1_420],
    ['014', 'USD', 1_400],
    ['10000.00', 'KRW', 10_000],
    [10_000, 'KRW', 10_000],
    [0.29, 'USD', 29],
    [1.1, 'KWD', 1_100],
  ])('%j is read as %s %d', (value, currency, amountMinor) => {
    expect(fromMajor(value, currency)).toEqual(money(amountMinor, currency));
  });

  test('text brings every amount of every currency back', () => {
    fc.assert(
      fc.property(anyCurrency, fc.maxSafeNat(), (currency, amountMinor) => {
        const amount = money(amountMinor, currency);
        expect(fromMajor(toMajorText(amount), currency)).toEqual(amount);
      }),
    );
  });

  test('a number brings every amount back that a number can hold', () => {
    fc.assert(
      fc.property(anyCurrency, fc.nat(10 ** 9), (currency, amountMinor) => {
        const amount = money(amountMinor, currency);
        expect(fromMajor(Number(toMajorText(amount)), currency)).toEqual(amount);
      }),
    );
  });

  test('text has as many digits after the point as the currency', () => {
    fc.assert(
      fc.property(anyCurrency, fc.maxSafeNat(), (currency, amountMinor) => {
        const [, fraction = ''] = toMajorText(money(amountMinor, currency)).split('.');
        expect(fraction).toHaveLength(currencyExponent(currency));
      }),
    );
  });

  test('one digit more than the currency has is refused, unless it is zero', () => {
    fc.assert(
      fc.property(anyCurrency, fc.nat(10 ** 9), fc.integer({ min: 1, max: 9 }), (currency, amountMinor, digit) => {
        const text = toMajorText(money(amountMinor, currency));
        const longer = text.includes('.') ? text : `${text}.`;
        expect(() => fromMajor(`${longer}${digit}`, currency)).toThrow(RangeError);
        expect(fromMajor(`${longer}0`, currency)).toEqual(money(amountMinor, currency));
      }),
    );
  });

  test.each([
    '1e3',
    '１０００',
    '',
    ' ',
    ' 1',
    '1 ',
    '1\n',
    '1,000',
    '1_000',
    '.5',
    '5.',
    '+1',
    '-1',
    '-0',
    '0x10',
    'NaN',
    'Infinity',
    '1.2.3',
    '9007199254740993',
    '1000원',
    -1,
    -0,
    -0.01,
    0.001,
    1e21,
    1e-7,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.MAX_SAFE_INTEGER,
    null as unknown as string,
    undefined as unknown as string,
    true as unknown as string,
  ])('%j is no amount of USD', (value) => {
    expect(() => fromMajor(value, 'USD')).toThrow(RangeError);
  });
});
