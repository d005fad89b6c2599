import { maskCardNumber } from '@hangil/core';
import { type Api, type ApiAnswer, refusal } from './api.ts';
import type { Books } from './books.ts';
import { cardProblem } from './card-problem.ts';
import type { KeptCard, KeyBook } from './key-book.ts';

/** Keeping a means of payment and forgetting it. There is no way to read one again. */
export function mountKeys(api: Api, { books, keys }: { readonly books: Books; readonly keys: KeyBook }): void {
  api.post(
    '/v1/billing/authorizations/card',
    () => 'card_key',
    (body) => {
      const { customerKey, cardNumber } = body;
      if (typeof customerKey !== 'string' || customerKey.length < 2 || customerKey.length > 300)
        return refusal(400, 'INVALID_CUSTOMER_KEY', '`customerKey`를 확인해주세요.');
      return cardProblem(body, books.now()) ?? shown(keys.keep(customerKey, String(cardNumber)));
    },
  );

  api.post(
    '/v1/billing/authorizations/issue',
    () => 'window_key',
    ({ authKey, customerKey }) => {
      const card = keys.redeem(authKey, customerKey);
      return 'status' in card ? card : shown(card);
    },
  );

  api.delete(
    '/v1/billing/:key',
    'delete_key',
    (_, billingKey) => keys.remove(billingKey) ?? { status: 200, body: null },
  );
}

function shown({ customerKey, billingKey, cardNumber }: KeptCard): ApiAnswer {
  return {
    status: 200,
    body: {
      mId: 'tvivarepublica',
      customerKey,
      method: '카드',
      billingKey,
      card: {
        issuerCode: '61',
        acquirerCode: '61',
        number: maskCardNumber(cardNumber),
        cardType: '신용',
        ownerType: '개인',
      },
    },
  };
}
