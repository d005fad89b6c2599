import { describe, expect, test } from 'vitest';
import { currencyCode, currencyExponent, isCurrencyCode, knownCurrencies } from './currency.ts';

/** Everything in ISO 4217 list one (2026-01-01) that does not have the usual two digits. */
const unusual = new Map<string, number>([
  ...codes('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF', 0),
  ...codes('BHD IQD JOD KWD LYD OMR TND', 3),
  ...codes('CLF UYW', 4),
]);

function codes(list: string, exponent: number): [string, number][] {
  return list.split(' ').map((code) => [code, exponent]);
}

describe('currency table', () => {
  test.each(knownCurrencies())('%s has the digits that ISO 4217 gives it', (currency) => {
    expect(currencyExponent(currency)).toBe(unusual.get(currency) ?? 2);
  });

  test('holds each code once, sorted, in three capitals', () => {
    const known: string[] = knownCurrencies();
    expect(known).toEqual([...new Set(known)].sort());
    expect(known.filter((code) => !/^[A-Z]{3}$/.test(code))).toEqual([]);
  });

  test('holds every currency with unusual digits, the newest codes, and codes that were replaced lately', () => {
    const expected = [...unusual.keys(), 'SLE', 'VED', 'XAD', 'XCG', 'ZWG', 'ANG', 'BGN'];
    expect(knownCurrencies()).toEqual(expect.arrayContaining(expected));
  });

  test.each(['krw', 'Usd', 'XXX', 'XAU', 'BTC', '', ' KRW', 'KRW ', 'KRWX', '원', '__proto__', 'constructor'])(
    'refuses %j',
    (code) => {
      expect(isCurrencyCode(code)).toBe(false);
      expect(() => currencyCode(code)).toThrow(RangeError);
    },
  );
});
