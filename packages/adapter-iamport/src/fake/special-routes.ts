import type { Context, Hono } from 'hono';
import { type Attempt, returnedMinor, wasPaid } from './attempt.ts';
import type { Books } from './books.ts';
import { done, failed } from './envelope.ts';
import type { Guard } from './operations.ts';
import { readBody, textField } from './request-body.ts';

const unknown = '존재하지 않는 결제정보입니다.';

/** What only one PG has, beside product orders: each answers for payments of its PG alone. */
export function mountSpecials(app: Hono, guard: Guard, books: Books): void {
  const prepared = new Set<string>();

  function paidAt(pg: string, context: Context): Attempt | undefined {
    const attempt = books.attempt(context.req.param('imp_uid') ?? '');
    return attempt !== undefined && wasPaid(attempt) && attempt.order.pgProvider === pg ? attempt : undefined;
  }

  for (const word of ['point', 'confirm']) {
    app.post(`/payments/:imp_uid/naver/${word}`, guard('action'), (context) =>
      paidAt('naverpay', context) === undefined ? failed(context, 404, unknown) : done(context, null),
    );
  }

  app.get('/payments/:imp_uid/naver/cash-amount', guard('action_read'), (context) => {
    const attempt = paidAt('naverpay', context);
    if (attempt === undefined) return failed(context, 400, unknown);
    const rest = attempt.amountMinor - returnedMinor(attempt);
    const vat = Math.floor(rest / 11);
    const parts = { amount_supply: rest - vat, amount_vat: vat };
    return done(context, { amount_total: rest, amount_by_npoint: 0, amount_by_primary: rest, ...parts });
  });

  app.get('/payments/:imp_uid/balance', guard('action_read'), (context) => {
    const attempt = paidAt('payco', context);
    if (attempt === undefined) return failed(context, 404, unknown);
    const rest = attempt.amountMinor - returnedMinor(attempt);
    const none = { tax_free: 0, supply: 0, vat: 0, service: 0 };
    const primary = { ...none, supply: rest - Math.floor(rest / 11), vat: Math.floor(rest / 11) };
    return done(context, { amount: rest, cash_receipt: none, primary, secondary: none, discount: none, histories: [] });
  });

  app.post('/payco/orders/status/:imp_uid', guard('action'), async (context) => {
    const status = textField(await readBody(context), 'status');
    return paidAt('payco', context) === undefined ? failed(context, 404, unknown) : done(context, { status });
  });

  app.post('/kcpquick/prepare/:merchant_uid', guard('action'), (context) => {
    const merchantUid = context.req.param('merchant_uid');
    if (prepared.has(merchantUid)) return failed(context, 409, '이미 등록된 거래입니다.');
    prepared.add(merchantUid);
    return done(context, null);
  });

  app.put('/kcpquick/prepare/:merchant_uid', guard('action'), (context) =>
    prepared.has(context.req.param('merchant_uid'))
      ? done(context, null)
      : failed(context, 404, '등록된 거래가 없습니다.'),
  );

  app.delete('/kcpquick/members/:member_id', guard('action'), (context) =>
    done(context, { member_id: context.req.param('member_id'), pg_provider: 'kcp_quick' }),
  );
  app.post('/kcpquick/members/:member_id/fido/release', guard('action'), (context) => done(context, null));
  app.delete('/kcpquick/autopay/:customer_uid', guard('action'), (context) => done(context, null));

  app.post('/paymentwall/delivery', guard('action'), async (context) => {
    const attempt = books.attempt(textField(await readBody(context), 'imp_uid') ?? '');
    return attempt === undefined
      ? failed(context, 404, unknown)
      : done(context, { code: 0, message: null, response: {} });
  });

  app.post('/partners/receipts/:imp_uid', guard('action'), (context) =>
    paidAt('html5_inicis', context) === undefined
      ? failed(context, 404, unknown)
      : done(context, { receipt_url: 'https://receipt.example/partners' }),
  );
}
