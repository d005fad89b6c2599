import { hourMs } from '@hangil/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromUnixSeconds, koreanDate } from './korean-time.ts';

describe('koreanDate', () => {
  it('changes at midnight in Seoul, which is 15:00 UTC', () => {
    expect(koreanDate(new Date('2025-12-31T14:59:59.999Z'))).toBe('2025-12-31');
    expect(koreanDate(new Date('2025-12-31T15:00:00.000Z'))).toBe('2026-01-01');
  });

  it('is the UTC date nine hours later, in every year since summer time ended there', () => {
    const instants = fc.date({ min: new Date('1989-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(instants, (instant) => {
        expect(koreanDate(instant)).toBe(new Date(instant.getTime() + 9 * hourMs).toISOString().slice(0, 10));
      }),
    );
  });
});

describe('fromUnixSeconds', () => {
  it.each([0, null, undefined])('reads %s as not yet', (value) => {
    expect(fromUnixSeconds(value)).toBeNull();
  });

  it('gives the instant of whole seconds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8_640_000_000_000 }), (seconds) => {
        expect(fromUnixSeconds(seconds)?.getTime()).toBe(seconds * 1000);
      }),
    );
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 8_640_000_000_001])('refuses %s, which is no instant', (value) => {
    expect(() => fromUnixSeconds(value)).toThrow(RangeError);
  });
});
