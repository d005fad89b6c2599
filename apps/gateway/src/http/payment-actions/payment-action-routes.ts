import type { PaymentId } from '@hangil/core';
import { actionStatus, type PaymentAction, type StoredResponse } from '@hangil/engine';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { AppDependencies } from '../app-dependencies.ts';
import type { HttpApp, HttpEnvironment } from '../http-environment.ts';
import { answerIdempotently } from '../idempotency.ts';
import { owned } from '../owned.ts';
import { presentPage, toPageRequest } from '../pagination.ts';
import { addOperation } from '../route.ts';
import * as operations from './operations.ts';
import { presentPaymentAction } from './present-payment-action.ts';

export function paymentActionRoutes({ engine, store, clock }: AppDependencies): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnvironment>();
  const present = (action: PaymentAction) =>
    presentPaymentAction({ ...action, status: actionStatus(action, clock.now()) });

  addOperation(app, operations.runPaymentAction, async (c, { params, body, sent }) => {
    const request = { name: params.name, input: body.input };
    const represent = (action: PaymentAction): StoredResponse => ({
      status: 201,
      body: JSON.stringify(present(action)),
    });
    return answerIdempotently(c, sent, represent, (idempotent) =>
      engine.runPaymentAction(c.get('scope'), params.id as PaymentId, request, idempotent),
    );
  });

  addOperation(app, operations.listPaymentActions, async (c, { params, query }) => {
    const { id } = owned(c.get('scope'), await store.payment(params.id as PaymentId));
    const page = await store.documents('payment_action', c.get('scope'), { parentId: id }, toPageRequest(query));
    return c.json(presentPage(page, present, (action) => action.id));
  });

  return app;
}
