import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskTail } from './masking.ts';

describe('maskTail', () => {
  it('shows the last four characters', () => {
    expect(maskTail('110123456789')).toBe('********6789');
    expect(maskTail('110123456789', 2)).toBe('**********89');
  });

  it('keeps the length, shows no more than asked for, and never the whole value', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{1,20}$/), fc.nat(6), (value, shown) => {
        const masked = maskTail(value, shown);
        const visible = masked.replaceAll('*', '');
        expect(masked).toHaveLength(value.length);
        expect(visible.length).toBeLessThanOrEqual(shown);
        expect(visible.length).toBeLessThan(value.length);
        expect(value.endsWith(visible)).toBe(true);
      }),
    );
  });
});
