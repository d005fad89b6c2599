import type { Hono } from 'hono';
import type { Books } from './books.ts';
import { done, failed, refused } from './envelope.ts';
import type { Notify } from './notify.ts';
import type { Guard } from './operations.ts';
import { readOrder } from './order-fields.ts';
import type { ShowPayment } from './payment-json.ts';
import { readBody, textField } from './request-body.ts';

interface CounterParts {
  readonly books: Books;
  readonly show: ShowPayment;
  readonly notify: Notify;
}

/** Points that are paid with at once, and numbers that are paid at the counter of a convenience store. */
export function mountCounters(app: Hono, guard: Guard, { books, show, notify }: CounterParts): void {
  app.post('/benepia/payment', guard('benepia'), async (context) => {
    const body = await readBody(context);
    const read = readOrder({ ...body, pg: 'kcp' }, books, 'point');
    if (!read.ok) return refused(context, read.message);
    const attempt = books.open({ merchantUid: read.merchantUid, kind: 'charge', ...read.amount, order: read.order });
    const password = textField(body, 'benepia_password');
    if (password === 'wrong') books.fail(attempt, `비밀번호(${password})가 올바르지 않습니다.`);
    else books.pay(attempt);
    if (attempt.status === 'paid') void notify(attempt);
    return done(context, show(attempt));
  });

  for (const kind of ['money', 'autopay']) {
    app.post(`/kcpquick/payment/${kind}`, guard('kcp_quick'), async (context) => {
      const read = readOrder({ ...(await readBody(context)), pg: 'kcp_quick' }, books, 'card');
      if (!read.ok) return refused(context, read.message);
      const attempt = books.open({ merchantUid: read.merchantUid, kind: 'charge', ...read.amount, order: read.order });
      books.pay(attempt);
      void notify(attempt);
      return done(context, show(attempt));
    });
  }

  app.post('/cvs', guard('store_number'), async (context) => {
    const body = await readBody(context);
    const read = readOrder({ ...body, pg: 'galaxia' }, books, 'cvs');
    if (!read.ok) return refused(context, read.message);
    const attempt = books.open({ merchantUid: read.merchantUid, kind: 'window', ...read.amount, order: read.order });
    return done(context, show(attempt));
  });

  app.delete('/cvs/:imp_uid', guard('store_number_revoke'), (context) => {
    const attempt = books.attempt(context.req.param('imp_uid') ?? '');
    if (attempt === undefined || attempt.status !== 'ready') return failed(context, 400, '취소할 수 없는 거래입니다.');
    books.fail(attempt, '편의점 결제번호 말소');
    return done(context, show(attempt));
  });
}
