import { refusal } from './api.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What is wrong with a card that was typed in; null = nothing. */
export function cardProblem(fields: Fields, now: Date) {
  const { cardNumber, cardExpirationYear: year, cardExpirationMonth: month, customerIdentityNumber } = fields;
  if (!matches(cardNumber, /^\d{13,20}$/)) return refusal(400, 'INVALID_CARD_NUMBER', '카드번호를 다시 확인해주세요.');
  const isDate = matches(year, /^\d\d$/) && matches(month, /^(0[1-9]|1[0-2])$/);
  if (!isDate || now.getTime() >= Date.UTC(2000 + Number(year), Number(month)))
    return refusal(400, 'INVALID_CARD_EXPIRATION', '카드 정보를 다시 확인해주세요. (유효기간)');
  return matches(customerIdentityNumber, /^(\d{6}|\d{10})$/)
    ? null
    : refusal(400, 'INVALID_REQUEST', '잘못된 요청입니다: customerIdentityNumber');
}

export function matches(value: unknown, pattern: RegExp): boolean {
  return typeof value === 'string' && pattern.test(value);
}
