import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupedCardNumber, maskedByUs, withoutCardData, withoutCardNumbers } from './card-data.ts';

const cardNumbers = fc.stringMatching(/^[1-9]\d{12,18}$/);

describe('groupedCardNumber', () => {
  it('writes groups of four, the last one shorter for 15 digits', () => {
    expect(groupedCardNumber('5409261234567899')).toBe('5409-2612-3456-7899');
    expect(groupedCardNumber('378282246310005')).toBe('3782-8224-6310-005');
  });
});

describe('withoutCardNumbers', () => {
  it('leaves no card number, plain, grouped or spaced, in any text', () => {
    fc.assert(
      fc.property(cardNumbers, fc.constantFrom('', '-', ' '), fc.string(), (digits, separator, around) => {
        const written = (digits.match(/.{1,4}/g) ?? []).join(separator);
        const cleaned = withoutCardNumbers(`${around}카드번호 ${written} 오류`);
        expect(cleaned.replace(/[ -]/g, '')).not.toContain(digits);
      }),
    );
  });

  it('keeps shorter numbers: amounts, codes, phone numbers', () => {
    const text = '[8324] 한도 1000000원 초과, 문의 1588-8661, imp_123456789012';
    expect(withoutCardNumbers(text)).toBe(text);
  });
});

describe('withoutCardData', () => {
  const card = {
    cardNumber: '5409261234567899',
    expiry: '2030-12',
    birthOrBusinessNumber: '800229',
    password2Digits: '73',
  };

  it('removes everything that was typed in', () => {
    const message = '5409-2612-3456-7899 / 2030-12 / 생년월일(800229) / 비밀번호 73 불일치';
    const cleaned = withoutCardData({ code: '-1', message }, card);
    for (const typedIn of ['5409', '2030-12', '800229', '73']) expect(cleaned.message).not.toContain(typedIn);
    expect(cleaned.message).toContain('불일치');
  });

  it('leaves longer numbers alone that only contain the same digits', () => {
    const words = { code: '8731', message: '주문 2673001, 금액 17300' };
    expect(withoutCardData(words, card)).toEqual(words);
  });

  it('does not mind missing words and missing card fields', () => {
    const bare = { ...card, birthOrBusinessNumber: null, password2Digits: null };
    expect(withoutCardData({ code: null, message: null }, bare)).toEqual({ code: null, message: null });
  });
});

describe('maskedByUs', () => {
  it('shows at most the first six and the last four, whatever the PG has masked', () => {
    expect(maskedByUs('5409261234567899')).toBe('540926******7899');
    expect(maskedByUs('5409-26**-****-7899')).toBe('540926******7899');
    expect(maskedByUs('54092612******99')).toBe('540926********99');
    expect(maskedByUs('540926XXXXXX7899')).toBe('540926******7899');
  });
});
