import { maskCardNumber } from '@hangil/core';
import type { Context, Hono } from 'hono';
import type { Attempt } from './attempt.ts';
import { readKey, unknownKey } from './billing-key-routes.ts';
import type { Books } from './books.ts';
import { done, refused } from './envelope.ts';
import type { Notify } from './notify.ts';
import type { Guard } from './operations.ts';
import { readOrder } from './order-fields.ts';
import type { ShowPayment } from './payment-json.ts';
import { type Fields, readBody, textField } from './request-body.ts';

export type ChargeDecision = 'approve' | 'decline' | 'wait';

export const limitExceeded = '[8324] 카드 한도초과';

interface ChargeParts {
  readonly books: Books;
  readonly show: ShowPayment;
  readonly notify: Notify;
  readonly decision: () => ChargeDecision;
}

/** Charges without a shopper: card data typed in, or a stored billing key. */
export function mountCharges(app: Hono, guard: Guard, { books, show, notify, decision }: ChargeParts): void {
  function charge(context: Context, body: Fields, cardNumber: string): Response {
    const read = readOrder(body, books, 'card');
    if (!read.ok) return refused(context, read.message);
    const { merchantUid, order, amount } = read;
    const attempt = books.open({ merchantUid, kind: 'charge', ...amount, order, cardNumber });
    decide(attempt);
    return done(context, show(attempt));
  }

  function decide(attempt: Attempt): void {
    switch (decision()) {
      case 'approve':
        books.pay(attempt);
        void notify(attempt);
        return;
      case 'decline':
        books.fail(attempt, limitExceeded);
        return;
      case 'wait':
        return;
    }
  }

  app.post('/subscribe/payments/onetime', guard('onetime'), async (context) => {
    const body = await readBody(context);
    const problem = cardProblem(body, books);
    if (problem !== null) return refused(context, problem, -1);
    const customerUid = textField(body, 'customer_uid');
    if (customerUid !== null) books.billingKeys.set(customerUid, readKey(customerUid, body, books));
    return charge(context, body, maskedCard(body));
  });

  app.post('/subscribe/payments/again', guard('again'), async (context) => {
    const body = await readBody(context);
    const key = books.billingKeys.get(textField(body, 'customer_uid') ?? '');
    return key === undefined ? refused(context, unknownKey) : charge(context, body, key.maskedNumber);
  });
}

/** Why card data is refused before anybody asks the card company, or null. */
export function cardProblem(body: Fields, books: Books): string | null {
  if (!/^\d{4}-\d{4}-\d{4}-\d{1,4}$/.test(textField(body, 'card_number') ?? '')) return '카드번호가 올바르지 않습니다.';
  const [, year, month] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(textField(body, 'expiry') ?? '') ?? [];
  if (year === undefined) return '유효기간 형식이 올바르지 않습니다.';
  const endsAt = Date.UTC(Number(year), Number(month)) / 1000;
  return endsAt <= books.nowSeconds() ? '유효기간이 만료된 카드입니다.' : null;
}

export function maskedCard(body: Fields): string {
  return maskCardNumber((textField(body, 'card_number') ?? '').replaceAll('-', ''));
}
