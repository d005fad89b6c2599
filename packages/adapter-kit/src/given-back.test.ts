import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { givenBackAfter } from './given-back.ts';

const entry = (amountMinor: number, second: number) => ({ amountMinor, at: new Date(second * 1_000) });

describe('what was given back after so much', () => {
  it('is the entry that began then, in whatever order the provider lists them', () => {
    const entries = [entry(3_000, 2), entry(1_000, 1), entry(2_000, 3)];
    expect(givenBackAfter(entries, 0)).toEqual(entry(1_000, 1));
    expect(givenBackAfter(entries, 1_000)).toEqual(entry(3_000, 2));
    expect(givenBackAfter(entries, 4_000)).toEqual(entry(2_000, 3));
  });

  it('is nothing where no entry began then', () => {
    expect(givenBackAfter([entry(1_000, 1)], 500)).toBeNull();
    expect(givenBackAfter([entry(1_000, 1)], 1_000)).toBeNull();
    expect(givenBackAfter([], 0)).toBeNull();
  });

  it('is each entry for what the earlier ones gave back, and no entry twice', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 8 }), (amounts) => {
        const entries = amounts.map((amountMinor, index) => entry(amountMinor, index));
        let before = 0;
        for (const each of entries) {
          expect(givenBackAfter(entries.toReversed(), before)).toEqual(each);
          before += each.amountMinor;
        }
      }),
    );
  });
});
