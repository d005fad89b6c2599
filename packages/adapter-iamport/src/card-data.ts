import { type KeyInCard, maskCardNumber, type ProviderWords } from '@hangil/core';

const replacement = '[removed]';

/** `dddd-dddd-dddd-dddd`, as the key-in call wants it. */
export function groupedCardNumber(digits: string): string {
  return (digits.match(/.{1,4}/g) ?? []).join('-');
}

/** Removes every run of 13 or more digits, also with spaces or dashes between them: such text may be stored and logged. */
export function withoutCardNumbers(text: string): string {
  return text.replace(/\d(?:[ -]?\d){12,}/g, replacement);
}

/** Removes what this card's owner typed in, should the provider repeat it. */
export function withoutCardData({ code, message }: ProviderWords, card: KeyInCard): ProviderWords {
  const typedIn = [card.expiry, card.birthOrBusinessNumber, card.password2Digits].filter((value) => value !== null);
  const clean = (text: string) => typedIn.reduce(withoutNumber, withoutCardNumbers(text));
  return { code: code === null ? null : clean(code), message: message === null ? null : clean(message) };
}

/** At most the first six and the last four digits; providers mask by their own policies. */
export function maskedByUs(cardNumber: string): string {
  return maskCardNumber(cardNumber.replace(/[^\d*xX]/g, '').replace(/[xX]/g, '*'));
}

/** Only where the number stands alone: `12` must not be cut out of `20120`. */
function withoutNumber(text: string, number: string): string {
  const parts = text.split(number);
  return parts.reduce((joined, part) => {
    const standsAlone = !/\d$/.test(joined) && !/^\d/.test(part);
    return joined + (standsAlone ? replacement : number) + part;
  });
}
