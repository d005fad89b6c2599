import { type ChannelId, money, type PaymentId } from '@hangil/core';
import type { CashReceipt, CashReceiptFor, IssueCashReceiptInput, StoredResponse } from '@hangil/engine';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { AppDependencies } from '../app-dependencies.ts';
import type { HttpApp, HttpContext, HttpEnvironment } from '../http-environment.ts';
import { answerIdempotently } from '../idempotency.ts';
import { changedAnswer, createdAnswer } from '../money-answer.ts';
import { owned } from '../owned.ts';
import { presentPage, toPageRequest } from '../pagination.ts';
import { addOperation } from '../route.ts';
import { toCustomer } from '../to-customer.ts';
import * as operations from './operations.ts';
import { presentCashReceipt } from './present-cash-receipt.ts';
import type { IssueCashReceiptBody } from './schemas.ts';

export function cashReceiptRoutes({ engine, store }: AppDependencies): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnvironment>();

  addOperation(app, operations.issueCashReceipt, async (c, { body, sent }) =>
    answerIdempotently(c, withoutNumber(sent, body), created(c), (idempotent) =>
      engine.cashReceipts.issue(c.get('scope'), toIssueInput(body), idempotent),
    ),
  );

  addOperation(app, operations.listCashReceipts, async (c, { query }) => {
    const { payment_id: parentId, status } = query;
    const filter = { ...(parentId !== undefined && { parentId }), ...(status !== undefined && { status }) };
    const page = await store.documents('cash_receipt', c.get('scope'), filter, toPageRequest(query));
    return c.json(presentPage(page, presentCashReceipt, ({ id }) => id));
  });

  addOperation(app, operations.getCashReceipt, async (c, { params }) =>
    c.json(presentCashReceipt(owned(c.get('scope'), await store.document('cash_receipt', params.id)))),
  );

  addOperation(app, operations.cancelCashReceipt, async (c, { params, sent }) =>
    answerIdempotently(c, sent, changed(c), (idempotent) =>
      engine.cashReceipts.cancel(c.get('scope'), params.id, idempotent),
    ),
  );

  return app;
}

function created(c: HttpContext): (receipt: CashReceipt) => StoredResponse {
  return (receipt) => createdAnswer(resultOf(receipt), presentCashReceipt(receipt), c.get('problem'));
}

function changed(c: HttpContext): (receipt: CashReceipt) => StoredResponse {
  return (receipt) => changedAnswer(resultOf(receipt), presentCashReceipt(receipt), c.get('problem'));
}

function resultOf({ status, value: { provider, failure } }: CashReceipt) {
  return { status, provider, failure };
}

/** The number must not be guessed back from what is kept of the request. */
function withoutNumber(sent: unknown, { identifier }: IssueCashReceiptBody): object {
  return { ...(sent as object), identifier: { type: identifier.type, end: identifier.number.slice(-2) } };
}

function toIssueInput(body: IssueCashReceiptBody): IssueCashReceiptInput {
  return {
    subject: toSubject(body),
    taxFreeAmountMinor: body.tax_free_amount ?? null,
    purpose: body.type,
    identifier: body.identifier,
    customer: toCustomer(body.customer),
  };
}

/** The schema has seen to it that a sale outside is told whole. */
function toSubject({ payment_id, order_id, order_name, ...body }: IssueCashReceiptBody): CashReceiptFor {
  if (payment_id != null) {
    return { kind: 'payment', paymentId: payment_id as PaymentId, amountMinor: body.amount ?? null };
  }
  return {
    kind: 'outside_sale',
    orderId: order_id ?? '',
    orderName: order_name ?? '',
    amount: money(body.amount ?? 0, body.currency ?? 'KRW'),
    channelId: (body.channel_id ?? null) as ChannelId | null,
  };
}
