import type { Payment, PaymentId } from '@hangil/core';
import type { PaymentFilter, StoredResponse } from '@hangil/engine';
import { OpenAPIHono, type z } from '@hono/zod-openapi';
import type { AppDependencies } from '../app-dependencies.ts';
import { hostedPage } from '../checkout/checkout-address.ts';
import type { HttpApp, HttpContext, HttpEnvironment } from '../http-environment.ts';
import { answerIdempotently } from '../idempotency.ts';
import { changedAnswer, createdAnswer, shownAnswer } from '../money-answer.ts';
import { owned } from '../owned.ts';
import { presentPage, presentWholeList, toPageRequest } from '../pagination.ts';
import { addOperation } from '../route.ts';
import * as operations from './operations.ts';
import { presentPayment, presentRouting, presentTimelineStep } from './present-payment.ts';
import type { paymentListQuery } from './schemas.ts';
import { toCreatePaymentInput } from './to-create-payment.ts';

export function paymentRoutes({ engine, store, clock, publicUrl }: AppDependencies): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnvironment>();

  addOperation(app, operations.createPayment, async (c, { body, sent }) => {
    const input = { ...toCreatePaymentInput(body, clock.now()), ...hostedPage(body.method.type, publicUrl) };
    return answerIdempotently(c, sent, created(c), (idempotent) =>
      engine.createPayment(c.get('scope'), input, idempotent),
    );
  });

  addOperation(app, operations.confirmPayment, async (c, { params, body, sent }) => {
    const input = { providerPaymentId: body.provider_payment_id ?? null };
    return answerIdempotently(c, sent, changed(c), (idempotent) =>
      engine.confirmPayment(c.get('scope'), params.id as PaymentId, input, idempotent),
    );
  });

  addOperation(app, operations.provideInformation, async (c, { params, body, sent }) =>
    answerIdempotently(c, sent, changed(c), (idempotent) =>
      engine.provideInformation(c.get('scope'), params.id as PaymentId, body.fields, idempotent),
    ),
  );

  addOperation(app, operations.cancelPayment, async (c, { params, sent }) =>
    answerIdempotently(c, sent, changed(c), (idempotent) =>
      engine.cancelPayment(c.get('scope'), params.id as PaymentId, idempotent),
    ),
  );

  addOperation(app, operations.syncPayment, async (c, { params, sent }) =>
    answerIdempotently(c, sent, shown, (idempotent) =>
      engine.syncPayment(c.get('scope'), params.id as PaymentId, idempotent),
    ),
  );

  addOperation(app, operations.listPayments, async (c, { query }) => {
    const page = await store.payments(c.get('scope'), toFilter(query), toPageRequest(query));
    return c.json(presentPage(page, presentPayment, ({ id }) => id));
  });

  addOperation(app, operations.getPayment, async (c, { params }) =>
    c.json(presentPayment(owned(c.get('scope'), await store.payment(params.id as PaymentId)))),
  );

  addOperation(app, operations.getTimeline, async (c, { params }) => {
    const steps = await engine.paymentTimeline(c.get('scope'), params.id as PaymentId);
    return c.json(presentWholeList(steps.map(presentTimelineStep)));
  });

  addOperation(app, operations.getRouting, async (c, { params }) =>
    c.json(presentRouting(owned(c.get('scope'), await store.payment(params.id as PaymentId)))),
  );

  return app;
}

function created(c: HttpContext): (payment: Payment) => StoredResponse {
  return (payment) => createdAnswer(payment, presentPayment(payment), c.get('problem'));
}

function changed(c: HttpContext): (payment: Payment) => StoredResponse {
  return (payment) => changedAnswer(payment, presentPayment(payment), c.get('problem'));
}

function shown(payment: Payment): StoredResponse {
  return shownAnswer(presentPayment(payment));
}

function toFilter(query: z.output<typeof paymentListQuery>): PaymentFilter {
  return {
    orderId: query.order_id,
    status: query.status,
    provider: query.provider,
    channelId: query.channel_id,
    method: query.method,
    billingKeyId: query.billing_key_id,
    createdFrom: query.created_from,
    createdTo: query.created_to,
  };
}
