import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

it('writes an example of RFC 8785, section 3.2.3, in the order it prescribes', () => {
  const sample = {
    '\u20ac': 'Euro Sign',
    '\r': 'Carriage Return',
    '1': 'One',
    '10': 'Ten',
    '9': 'Nine',
    '\u00f6': 'Latin',
  };
  expect(canonicalJson(sample)).toBe(
    '{"\\r":"Carriage Return","1":"One","10":"Ten","9":"Nine","ö":"Latin","€":"Euro Sign"}',
  );
  const numbers = '[333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001]';
  expect(canonicalJson(JSON.parse(numbers))).toBe('[333333333.3333333,1e+30,4.5,0.002,1e-27]');
});

it('is the same text for the same value, and JSON of that value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const parsed: unknown = JSON.parse(JSON.stringify(value));
      const text = canonicalJson(parsed);
      expect(JSON.parse(text)).toEqual(parsed);
      expect(canonicalJson(reversed(parsed))).toBe(text);
    }),
  );
});

/** The same value with every object's members in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reversed(member)]),
  );
}
