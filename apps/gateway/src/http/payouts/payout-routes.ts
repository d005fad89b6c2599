import { type ChannelId, money, type PaymentId, type Payout, type PayoutId } from '@hangil/core';
import type { CreatePayoutInput, StoredResponse } from '@hangil/engine';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { AppDependencies } from '../app-dependencies.ts';
import type { HttpApp, HttpEnvironment } from '../http-environment.ts';
import { answerIdempotently } from '../idempotency.ts';
import { createdAnswer, shownAnswer } from '../money-answer.ts';
import { owned } from '../owned.ts';
import { presentPage, toPageRequest } from '../pagination.ts';
import { addOperation } from '../route.ts';
import { toCustomer } from '../to-customer.ts';
import * as operations from './operations.ts';
import { presentPayout } from './present-payout.ts';
import type { CreatePayoutBody } from './schemas.ts';

export function payoutRoutes({ engine, store }: AppDependencies): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnvironment>();

  addOperation(app, operations.createPayout, async (c, { body, sent }) => {
    const represent = (payout: Payout) => createdAnswer(payout, presentPayout(payout), c.get('problem'));
    return answerIdempotently(c, sent, represent, (idempotent) =>
      engine.createPayout(c.get('scope'), toCreatePayoutInput(body), idempotent),
    );
  });

  addOperation(app, operations.cancelPayout, async (c, { params, sent }) =>
    answerIdempotently(c, sent, shown, (idempotent) =>
      engine.cancelPayout(c.get('scope'), params.id as PayoutId, idempotent),
    ),
  );

  addOperation(app, operations.syncPayout, async (c, { params, sent }) =>
    answerIdempotently(c, sent, shown, (idempotent) =>
      engine.syncPayout(c.get('scope'), params.id as PayoutId, idempotent),
    ),
  );

  addOperation(app, operations.listPayouts, async (c, { query }) => {
    const filter = { merchantReference: query.reference, status: query.status };
    const page = await store.payouts(c.get('scope'), filter, toPageRequest(query));
    return c.json(presentPage(page, presentPayout, ({ id }) => id));
  });

  addOperation(app, operations.getPayout, async (c, { params }) =>
    c.json(presentPayout(owned(c.get('scope'), await store.payout(params.id as PayoutId)))),
  );

  return app;
}

function shown(payout: Payout): StoredResponse {
  return shownAnswer(presentPayout(payout));
}

function toCreatePayoutInput(body: CreatePayoutBody): CreatePayoutInput {
  const { bank_code, provider_bank_id, account_number, holder_name } = body.destination;
  return {
    merchantReference: body.reference,
    amount: money(body.amount, body.currency),
    methodType: body.method.type,
    destination: {
      bankCode: bank_code ?? null,
      providerBankId: provider_bank_id ?? null,
      accountNumber: account_number,
      holderName: holder_name,
    },
    customer: toCustomer(body.customer),
    refundsPaymentId: (body.refunds_payment_id ?? null) as PaymentId | null,
    channelId: (body.channel_id ?? null) as ChannelId | null,
    metadata: body.metadata ?? {},
  };
}
