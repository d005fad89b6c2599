import type { ChannelId, IssueMethod } from '@hangil/core';
import type { BillingKey, IssueBillingKeyInput, StoredResponse } from '@hangil/engine';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { AppDependencies } from '../app-dependencies.ts';
import type { HttpApp, HttpContext, HttpEnvironment } from '../http-environment.ts';
import { answerIdempotently } from '../idempotency.ts';
import { changedAnswer, createdAnswer } from '../money-answer.ts';
import { owned } from '../owned.ts';
import { presentPage, toPageRequest } from '../pagination.ts';
import { toKeyInCard } from '../payments/to-create-payment.ts';
import { addOperation } from '../route.ts';
import { toCustomer } from '../to-customer.ts';
import * as operations from './operations.ts';
import { presentBillingKey } from './present-billing-key.ts';
import type { IssueBillingKeyBody } from './schemas.ts';

export function billingKeyRoutes({ engine, store }: AppDependencies): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnvironment>();

  addOperation(app, operations.issueBillingKey, async (c, { body, sent }) =>
    answerIdempotently(c, sent, answered(c, createdAnswer), (idempotent) =>
      engine.billingKeys.issue(c.get('scope'), toInput(body), idempotent),
    ),
  );

  addOperation(app, operations.confirmBillingKey, async (c, { params, body, sent }) => {
    const input = { authorization: body.authorization ?? null };
    return answerIdempotently(c, sent, answered(c, changedAnswer), (idempotent) =>
      engine.billingKeys.confirm(c.get('scope'), params.id, input, idempotent),
    );
  });

  addOperation(app, operations.deleteBillingKey, async (c, { params, query }) => {
    const input = { reason: query.reason ?? null, requester: query.requester };
    return c.json(presentBillingKey(await engine.billingKeys.delete(c.get('scope'), params.id, input)));
  });

  addOperation(app, operations.listBillingKeys, async (c, { query }) => {
    const filter = {
      ...(query.customer_id === undefined ? {} : { parentId: query.customer_id }),
      ...(query.status === undefined ? {} : { status: query.status }),
    };
    const page = await store.documents('billing_key', c.get('scope'), filter, toPageRequest(query));
    return c.json(presentPage(page, presentBillingKey, ({ id }) => id));
  });

  addOperation(app, operations.getBillingKey, async (c, { params }) =>
    c.json(presentBillingKey(owned(c.get('scope'), await store.document('billing_key', params.id)))),
  );

  return app;
}

function answered(c: HttpContext, answer: typeof createdAnswer): (billingKey: BillingKey) => StoredResponse {
  return (billingKey) => {
    const { provider, failure } = billingKey.value;
    const { status } = billingKey;
    return answer({ status, provider, failure }, presentBillingKey(billingKey), c.get('problem'));
  };
}

function toInput(body: IssueBillingKeyBody): IssueBillingKeyInput {
  return {
    method: toIssueMethod(body.method),
    customer: toCustomer(body.customer),
    returnUrl: body.return_url ?? null,
    channelId: (body.channel_id ?? null) as ChannelId | null,
    metadata: body.metadata ?? {},
    providerOptions: body.provider_options ?? {},
  };
}

function toIssueMethod(method: IssueBillingKeyBody['method']): IssueMethod {
  return method.type === 'window' ? { type: 'window' } : { type: 'key_in', card: toKeyInCard(method) };
}
