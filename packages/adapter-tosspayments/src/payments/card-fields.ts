import type { KeyInCard } from '@hangil/core';

/** @returns a sentence when something is missing */
export function cardFields({ cardNumber, expiry, birthOrBusinessNumber, password2Digits }: KeyInCard): object | string {
  if (birthOrBusinessNumber === null) return 'a typed-in card needs the birth date or business number';
  return {
    cardNumber,
    cardExpirationYear: expiry.slice(2, 4),
    cardExpirationMonth: expiry.slice(5, 7),
    customerIdentityNumber: birthOrBusinessNumber,
    ...(password2Digits !== null && { cardPassword: password2Digits }),
  };
}
