import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareNaturally, toNaturalPieces } from './natural-order.ts';

const sorted = (...paths: readonly string[]) =>
  [...paths].reverse().sort((left, right) => compareNaturally(toNaturalPieces(left), toNaturalPieces(right)));

describe('natural order, as PHP sorts', () => {
  it.each([
    ['runs of digits by value', ['a2', 'a10', 'a100']],
    ['upper case and underscore before lower case', ['AuthCode', 'Zed', '_u', 'account']],
    ['a digit before the colon of a longer path', ['threeds2:a', 'threeds:a']],
    ['spaces do not count', ['sum-fee', 'sum:amount', 'sum_fee', 'sum fee']],
    ['a shorter path before a longer one', ['id', 'id2']],
    ['runs with a zero in front first, digit by digit', ['k002', 'k01', 'k1', 'k2', 'k10']],
    ['zeros at the very beginning do not count', ['01:a', '2:a', '0010:a']],
    ['Korean behind Latin, by code point', ['z', '가', '나', '😀']],
  ])('%s', (_, paths) => {
    expect(sorted(...paths)).toEqual(paths);
  });

  it('is an order: antisymmetric and transitive', () => {
    const path = fc.stringMatching(/^[a0-9 :]{0,8}$/).map(toNaturalPieces);
    fc.assert(
      fc.property(path, path, path, (first, second, third) => {
        expect(Math.sign(compareNaturally(first, second))).toBe(-Math.sign(compareNaturally(second, first)) + 0);
        if (compareNaturally(first, second) <= 0 && compareNaturally(second, third) <= 0) {
          expect(compareNaturally(first, third)).toBeLessThanOrEqual(0);
        }
      }),
    );
  });
});
