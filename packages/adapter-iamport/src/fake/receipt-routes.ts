import { money } from '@hangil/core';
import type { Context, Hono } from 'hono';
import { returnedMinor, wasPaid } from './attempt.ts';
import type { Books } from './books.ts';
import { done, failed, refused } from './envelope.ts';
import type { Guard } from './operations.ts';
import { toMajorNumber } from './payment-json.ts';
import { type Fields, numberField, readBody, textField } from './request-body.ts';
import type { FakeReceipt, ServiceBooks } from './service-books.ts';

/** Cash receipts: of a payment for all that is left of it, of an outside sale for what is asked. */
export function mountReceipts(app: Hono, guard: Guard, books: Books, { receipts }: ServiceBooks): void {
  const show = (context: Context, key: string) => {
    const receipt = receipts.get(key);
    return receipt === undefined
      ? failed(context, 404, '발급된 현금영수증이 없습니다.')
      : done(context, receiptJson(receipt));
  };

  const issue = (
    context: Context,
    key: string,
    body: Fields,
    of: Pick<FakeReceipt, 'impUid' | 'merchantUid' | 'amount'>,
  ) => {
    const number = textField(body, 'identifier') ?? '';
    if (!/^\d{10,19}$/.test(number)) return failed(context, 400, `발급번호가 올바르지 않습니다. (${number})`);
    if (receipts.get(key)?.cancelledAt === 0) return failed(context, 400, '이미 현금영수증이 발급된 거래입니다.');
    const receiptTid = `receipt_${books.nextNumber()}`;
    const purpose = textField(body, 'type') ?? 'person';
    receipts.set(key, { ...of, receiptTid, purpose, appliedAt: books.nowSeconds(), cancelledAt: 0 });
    return show(context, key);
  };

  const cancel = (context: Context, key: string) => {
    const receipt = receipts.get(key);
    if (receipt === undefined || receipt.cancelledAt > 0) return failed(context, 400, '취소할 현금영수증이 없습니다.');
    receipt.cancelledAt = books.nowSeconds();
    return show(context, key);
  };

  const external = (context: Context) => `external/${context.req.param('merchant_uid') ?? ''}`;
  app.get('/receipts/external/:merchant_uid', guard('receipt_read'), (context) => show(context, external(context)));
  app.delete('/receipts/external/:merchant_uid', guard('receipt_cancel'), (context) =>
    cancel(context, external(context)),
  );
  app.post('/receipts/external/:merchant_uid', guard('receipt_issue'), async (context) => {
    const body = await readBody(context);
    const amount = numberField(body, 'amount');
    const isComplete = textField(body, 'channel_key') !== null && textField(body, 'name') !== null;
    if (!isComplete || amount === null || amount <= 0) return failed(context, 400, '필수 파라미터가 누락되었습니다.');
    const merchantUid = context.req.param('merchant_uid') ?? '';
    return issue(context, external(context), body, { impUid: null, merchantUid, amount });
  });

  const ofPayment = (context: Context) => context.req.param('imp_uid') ?? '';
  app.get('/receipts/:imp_uid', guard('receipt_read'), (context) => show(context, ofPayment(context)));
  app.delete('/receipts/:imp_uid', guard('receipt_cancel'), (context) => cancel(context, ofPayment(context)));
  app.post('/receipts/:imp_uid', guard('receipt_issue'), async (context) => {
    const attempt = books.attempt(ofPayment(context));
    if (attempt === undefined || !wasPaid(attempt)) return failed(context, 400, '결제완료된 거래가 아닙니다.');
    if (attempt.order.payMethod === 'card') return refused(context, '현금성 거래가 아닙니다.');
    const amount = toMajorNumber(money(attempt.amountMinor - returnedMinor(attempt), attempt.currency));
    return issue(context, attempt.impUid, await readBody(context), {
      impUid: attempt.impUid,
      merchantUid: null,
      amount,
    });
  });
}

function receiptJson({ impUid, merchantUid, receiptTid, purpose, amount, appliedAt, cancelledAt }: FakeReceipt) {
  return {
    ...(impUid === null ? { merchant_uid: merchantUid } : { imp_uid: impUid }),
    receipt_tid: receiptTid,
    apply_num: receiptTid.slice(-9),
    type: purpose,
    amount,
    vat: Math.round(amount / 11),
    receipt_url: `https://receipt.example/${receiptTid}`,
    applied_at: appliedAt,
    cancelled_at: cancelledAt,
  };
}
