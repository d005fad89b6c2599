import type { PaymentId, Refund, RefundId } from '@hangil/core';
import type { CreateRefundInput } from '@hangil/engine';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { AppDependencies } from '../app-dependencies.ts';
import type { HttpApp, HttpEnvironment } from '../http-environment.ts';
import { answerIdempotently } from '../idempotency.ts';
import { createdAnswer } from '../money-answer.ts';
import { owned } from '../owned.ts';
import { presentPage, toPageRequest } from '../pagination.ts';
import { addOperation } from '../route.ts';
import * as operations from './operations.ts';
import { presentRefund } from './present-refund.ts';
import type { CreateRefundBody } from './schemas.ts';

export function refundRoutes({ engine, store }: AppDependencies): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnvironment>();

  addOperation(app, operations.createRefund, async (c, { params, body, sent }) => {
    const payment = owned(c.get('scope'), await store.payment(params.id as PaymentId));
    const represent = (refund: Refund) =>
      createdAnswer({ ...refund, provider: payment.provider }, presentRefund(refund), c.get('problem'));
    return answerIdempotently(c, sent, represent, (idempotent) =>
      engine.createRefund(c.get('scope'), payment.id, toCreateRefundInput(body), idempotent),
    );
  });

  addOperation(app, operations.listRefunds, async (c, { query }) => {
    const page = await store.refunds(c.get('scope'), { paymentId: query.payment_id }, toPageRequest(query));
    return c.json(presentPage(page, presentRefund, ({ id }) => id));
  });

  addOperation(app, operations.getRefund, async (c, { params }) =>
    c.json(presentRefund(owned(c.get('scope'), await store.refund(params.id as RefundId)))),
  );

  return app;
}

function toCreateRefundInput(body: CreateRefundBody): CreateRefundInput {
  const account = body.refund_account ?? null;
  return {
    amountMinor: body.amount ?? null,
    taxFreeAmountMinor: body.tax_free_amount ?? null,
    reason: body.reason ?? null,
    requester: body.requester,
    refundAccount: account === null ? null : toRefundAccount(account),
    expectedRefundableMinor: body.expected_refundable ?? null,
    providerOptions: body.provider_options ?? {},
  };
}

function toRefundAccount(account: NonNullable<CreateRefundBody['refund_account']>) {
  return {
    bankCode: account.bank_code,
    accountNumber: account.account_number,
    holderName: account.holder_name,
    phone: account.phone ?? null,
  };
}
