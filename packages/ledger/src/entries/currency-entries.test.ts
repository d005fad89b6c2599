import { calendarDate, currencyCode } from '@hangil/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { context, inWords } from '../../test/samples.ts';
import { convertedMinor, positionsRevalued } from './currency-entries.ts';

const krw = currencyCode('KRW');
const usd = currencyCode('USD');
const kwd = currencyCode('KWD');

function revalued(rates: [typeof usd, string][], ...positions: [typeof usd, number][]) {
  const entry = positionsRevalued(context, {
    day: calendarDate('2026-03-31'),
    functional: krw,
    positions: positions.map(([currency, balanceMinor]) => ({ currency, balanceMinor })),
    rates: new Map(rates),
  });
  return entry.lines.map(inWords);
}

describe('the end of a period', () => {
  test('books what was gained: 97.10 dollars for 131,000 won are worth 130,114', () => {
    expect(revalued([[usd, '1340']], [usd, 9_710], [krw, -131_000])).toEqual([
      'debit fx:position 886 KRW',
      'credit fx:gain-loss 886 KRW',
    ]);
  });

  test('books what was lost, of several currencies together', () => {
    const rates: [typeof usd, string][] = [
      [usd, '1360.55'],
      [kwd, '4400.125'],
    ];
    expect(revalued(rates, [usd, 9_710], [kwd, 1_000], [krw, -131_000])).toEqual([
      'credit fx:position 5509 KRW',
      'debit fx:gain-loss 5509 KRW',
    ]);
  });

  test('needs a rate for every currency that is held, and no other', () => {
    expect(() => revalued([], [usd, 1], [krw, -1])).toThrow(/no rate for USD/);
    expect(revalued([], [usd, 0], [krw, -1])).toHaveLength(2);
  });

  test('leaves positions of equal values: a second time there is nothing to book', () => {
    const amounts = fc.tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: -1e12, max: 1e12 }));
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 99_999 }), ([dollars, wonMinor], rate) => {
        const worth = Math.sign(dollars) * convertedMinor(Math.abs(dollars), usd, krw, String(rate)) + wonMinor;
        fc.pre(worth !== 0);
        const lines = revalued([[usd, String(rate)]], [usd, dollars], [krw, wonMinor]);
        const moved = lines[0]?.startsWith('debit') ? 1 : -1;
        expect(lines[0]).toContain(`fx:position ${Math.abs(worth)} KRW`);
        expect(moved).toBe(-Math.sign(worth));
        // The position in won is now the opposite of what the dollars are worth.
        expect(wonMinor + moved * Math.abs(worth) + (worth - wonMinor)).toBe(0);
      }),
    );
  });
});

describe('a conversion', () => {
  test.each([
    [9_710, usd, krw, '1340', 130_114],
    [1, usd, krw, '1350', 14],
    [1, usd, krw, '1349.99', 13],
    [130_114, krw, usd, '0.00074627', 9_710],
    [1_000, kwd, usd, '3.25', 325],
  ])('of %i %s into %s at %s is %i', (amountMinor, from, to, rate, expected) => {
    expect(convertedMinor(amountMinor, from, to, rate)).toBe(expected);
  });

  test.each(['', '0', '-1', '1,340', '1e3', '.5', '1.'])('at %j is refused', (rate) => {
    expect(() => convertedMinor(100, usd, krw, rate)).toThrow(RangeError);
  });

  test('is refused beyond the safe integers', () => {
    expect(() => convertedMinor(2 ** 50, usd, krw, '999999')).toThrow(RangeError);
  });
});
