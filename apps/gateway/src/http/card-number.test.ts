import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksLikeCardNumber } from './card-number.ts';

const testNumbers = [
  ['Visa', '4111111111111111'],
  ['Mastercard', '5555555555554444'],
  ['Mastercard, new range', '2223003122003222'],
  ['American Express', '378282246310005'],
  ['Discover', '6011111111111117'],
  ['JCB', '3530111333300000'],
  ['Diners Club', '30569309025904'],
  ['UnionPay', '6200000000000005'],
] as const;

describe('a card number is found', () => {
  it.each(testNumbers)('of %s, bare, in groups and inside a text', (_scheme, digits) => {
    const grouped = digits.replace(/(\d{4})(?=\d)/g, '$1 ');
    for (const text of [
      digits,
      grouped,
      grouped.replaceAll(' ', '-'),
      `card:${digits}.`,
      `7 ${grouped}`,
      `#1-${digits}`,
    ]) {
      expect(looksLikeCardNumber(text), text).toBe(true);
    }
  });
});

describe('no card number is found', () => {
  it.each([
    '4111111111111112',
    '411111111111111',
    'ORDER-1001',
    '01012345678',
    '123-456-789012',
    '1795557963947',
    '20261124220603947',
    'pay_01m87sge5bp45wyj87e1htnrt8',
    '41111111111111111111',
  ])('in %s', (text) => {
    expect(looksLikeCardNumber(text)).toBe(false);
  });

  it('in any millisecond time stamp of this century', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 946_684_800_000, max: 2_999_999_999_999 }),
        (ms) => !looksLikeCardNumber(String(ms)),
      ),
    );
  });
});

it('looks at long texts of digit groups in bounded time', () => {
  expect(looksLikeCardNumber('1 '.repeat(100_000))).toBe(false);
});
