import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFingerprints } from './fingerprints.ts';

test('a text that was there is known again, and no other', () => {
  const texts = fc.array(fc.string({ unit: 'binary' }), { maxLength: 200 });
  fc.assert(
    fc.property(texts, (several) => {
      const fingerprints = createFingerprints();
      const seen = new Set<string>();
      for (const text of several) {
        expect(fingerprints.add(text)).toBe(!seen.has(text));
        seen.add(text);
      }
    }),
  );
});

test('so it is beyond what it began with, and for texts that differ in one digit', () => {
  const fingerprints = createFingerprints();
  const keys = Array.from({ length: 200_000 }, (_, at) => `sale:pay_${String(at).padStart(26, '0')}`);
  expect(keys.filter((key) => !fingerprints.add(key))).toEqual([]);
  expect(keys.filter((key) => fingerprints.add(key))).toEqual([]);
});
