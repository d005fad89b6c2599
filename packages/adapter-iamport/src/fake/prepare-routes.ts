import { type Money, money } from '@hangil/core';
import type { Hono } from 'hono';
import type { Books, Prepared } from './books.ts';
import { done, failed, refused } from './envelope.ts';
import type { Guard } from './operations.ts';
import { readAmount } from './order-fields.ts';
import { toMajorNumber } from './payment-json.ts';
import { readBody, textField } from './request-body.ts';

/** Amounts registered before the window opens. */
export function mountPrepare(app: Hono, guard: Guard, books: Books): void {
  function register(merchantUid: string, amount: Money, comparesCurrency: boolean) {
    const prepared = { amount, comparesCurrency };
    books.prepared.set(merchantUid, prepared);
    return show(merchantUid, prepared);
  }

  app.post('/payments/prepare', guard('prepare'), async (context) => {
    const body = await readBody(context);
    const merchantUid = textField(body, 'merchant_uid');
    const amount = readAmount(body);
    if (merchantUid === null || merchantUid.length > 40 || amount === null)
      return refused(context, '필수 파라미터가 올바르지 않습니다.');
    if (books.isPaid(merchantUid)) return refused(context, '이미 결제가 완료된 주문번호입니다.');
    if (books.prepared.has(merchantUid)) return refused(context, '이미 등록된 merchant_uid입니다.');
    return done(context, register(merchantUid, amount, textField(body, 'currency') !== null));
  });

  app.put('/payments/prepare', guard('prepare_change'), async (context) => {
    const body = await readBody(context);
    const merchantUid = textField(body, 'merchant_uid') ?? '';
    const amount = readAmount(body);
    if (!books.prepared.has(merchantUid)) return failed(context, 404, '등록된 사전결제정보가 없습니다.');
    if (amount === null) return refused(context, '결제금액이 올바르지 않습니다.');
    return done(context, register(merchantUid, amount, textField(body, 'currency') !== null));
  });

  app.get('/payments/prepare/:merchant_uid', guard('prepare_read'), (context) => {
    const merchantUid = context.req.param('merchant_uid') ?? '';
    const prepared = books.prepared.get(merchantUid);
    return prepared === undefined
      ? failed(context, 404, '등록된 사전결제정보가 없습니다.')
      : done(context, show(merchantUid, prepared));
  });
}

function show(merchantUid: string, { amount, comparesCurrency }: Prepared) {
  return {
    merchant_uid: merchantUid,
    amount: toMajorNumber(money(amount.amountMinor, amount.currency)),
    currency: comparesCurrency ? amount.currency : null,
  };
}
