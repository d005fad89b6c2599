import { notCreated, type PaymentPort } from '@hangil/core';
import type { CallBank } from './call-bank.ts';
import { refusedAs, toPayment } from './verdicts.ts';

/** `POST /charges`: takes the money at once. The bank refuses a second charge with the same reference. */
export function startPayment(callBank: CallBank): PaymentPort['start'] {
  return async ({ reference, amount, method }, context) => {
    if (method.type !== 'key_in') return notCreated('not_contracted');
    const { cardNumber, expiry } = method.card;
    const body = {
      reference,
      amount: amount.amountMinor,
      currency: amount.currency,
      card_number: cardNumber,
      expiry,
    };
    const answer = await callBank({ method: 'POST', path: '/charges', body }, context);
    if (answer.kind === 'refused') return refusedAs(answer.error);
    return answer.kind === 'charge' ? toPayment(answer.charge) : answer;
  };
}
