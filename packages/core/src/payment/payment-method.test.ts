import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type KeyInCard, maskCardNumber, methodWord, paymentMethodTypes, toStoredMethod } from './payment-method.ts';

const digits = (minLength: number, maxLength = minLength) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength, maxLength }).map((list) => list.join(''));
const cardNumber = digits(8, 19);
const card = fc.record<KeyInCard>({
  cardNumber,
  expiry: fc.constantFrom('2027-01', '2031-12'),
  birthOrBusinessNumber: fc.oneof(fc.constant(null), digits(6), digits(10)),
  password2Digits: fc.oneof(fc.constant(null), digits(2)),
});

function stored(keyIn: KeyInCard): string {
  return JSON.stringify(toStoredMethod({ type: 'key_in', card: keyIn }));
}

/** Every run of `length` characters. */
function runs(text: string, length: number): string[] {
  return Array.from({ length: Math.max(0, text.length - length + 1) }, (_, at) => text.slice(at, at + length));
}

describe('what is kept of a card that was typed in', () => {
  test('holds no seven digits of its number in a row', () => {
    fc.assert(
      fc.property(card, (keyIn) => {
        const kept = stored(keyIn);
        expect(runs(keyIn.cardNumber, 7).filter((run) => kept.includes(run))).toEqual([]);
      }),
    );
  });

  test('is the same whatever birth date, password digits, expiry and middle of the number were', () => {
    fc.assert(
      fc.property(card, card, (one, other) => {
        const middle = other.cardNumber.padEnd(one.cardNumber.length, '0').slice(0, one.cardNumber.length);
        const sameEnds = `${one.cardNumber.slice(0, 6)}${middle.slice(6, -4)}${one.cardNumber.slice(-4)}`;
        const cardNumber = one.cardNumber.length < 13 ? middle : sameEnds;
        expect(stored({ ...other, cardNumber })).toBe(stored(one));
      }),
    );
  });

  test('is the type and the masked number', () => {
    const keyIn = {
      cardNumber: '4092023012341234',
      expiry: '2031-12',
      birthOrBusinessNumber: '880230',
      password2Digits: '57',
    };
    expect(toStoredMethod({ type: 'key_in', card: keyIn })).toEqual({
      type: 'key_in',
      details: { maskedNumber: '409202******1234' },
    });
  });
});

describe('a masked card number', () => {
  test.each([
    ['4092023012341234', '409202******1234'],
    ['378282246310005', '378282*****0005'],
    ['4222222222222', '422222***2222'],
    ['6304000000000000000', '630400*********0000'],
    ['123456789012', '************'],
    ['', ''],
  ])('%s is shown as %s', (number, masked) => {
    expect(maskCardNumber(number)).toBe(masked);
  });

  test('keeps its length and shows at most the first six and the last four', () => {
    fc.assert(
      fc.property(cardNumber, (number) => {
        const masked = maskCardNumber(number);
        expect(masked).toHaveLength(number.length);
        expect(masked.slice(6, -4)).toMatch(/^\**$/);
        expect(masked.replaceAll('*', '').length).toBe(number.length < 13 ? 0 : 10);
      }),
    );
  });
});

describe('what is kept of other methods', () => {
  const dueAt = new Date('2026-03-01T14:59:59Z');

  test.each(['card', 'bank_transfer', 'mobile', 'convenience_store', 'point'] as const)('%s: only its name', (type) => {
    const asked = { type, card: { cardNumber: '4092023012341234' } };
    expect(toStoredMethod(asked)).toEqual({ type, details: {} });
  });

  test('wallets, certificates and billing keys keep their narrowing', () => {
    expect(toStoredMethod({ type: 'easy_pay', wallet: 'kakaopay' })).toEqual({
      type: 'easy_pay',
      wallet: 'kakaopay',
      details: {},
    });
    expect(toStoredMethod({ type: 'gift_certificate', kind: 'culture' })).toEqual({
      type: 'gift_certificate',
      kind: 'culture',
      details: {},
    });
    expect(toStoredMethod({ type: 'billing_key', billingKeyId: 'bk_1' })).toEqual({
      type: 'billing_key',
      billingKeyId: 'bk_1',
      details: {},
    });
  });

  test('a virtual account keeps what was asked for, and leaves out what was not', () => {
    const full = { type: 'virtual_account', bankCode: '004', holderName: '한길상점', dueAt } as const;
    expect(toStoredMethod(full)).toEqual({ ...full, details: {} });
    expect(toStoredMethod({ type: 'virtual_account', bankCode: null, holderName: null, dueAt })).toEqual({
      type: 'virtual_account',
      dueAt,
      details: {},
    });
  });
});

test('channels name a method by its type and its narrowing', () => {
  expect(methodWord({ type: 'card' })).toBe('card');
  expect(methodWord({ type: 'easy_pay', wallet: 'kakaopay' })).toBe('easy_pay/kakaopay');
  expect(methodWord({ type: 'gift_certificate', kind: 'culture' })).toBe('gift_certificate/culture');
  expect(new Set(paymentMethodTypes).size).toBe(paymentMethodTypes.length);
});
