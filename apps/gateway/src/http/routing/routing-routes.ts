import { type ChannelId, money, PaymentGatewayError, type PayoutId } from '@hangil/core';
import type { RoutingDecision, RoutingVersion, Scope } from '@hangil/engine';
import { OpenAPIHono, type z } from '@hono/zod-openapi';
import type { AppDependencies } from '../app-dependencies.ts';
import type { HttpApp, HttpEnvironment } from '../http-environment.ts';
import { answerIdempotently } from '../idempotency.ts';
import { invalidRequest } from '../invalid-request.ts';
import { shownAnswer } from '../money-answer.ts';
import { owned } from '../owned.ts';
import { presentPage, toPageRequest } from '../pagination.ts';
import { toCreatePaymentInput } from '../payments/to-create-payment.ts';
import { addOperation } from '../route.ts';
import { toCustomer } from '../to-customer.ts';
import * as operations from './operations.ts';
import { presentDecision, presentPayoutDecision, presentReplay, presentVersion } from './present-routing.ts';
import { evaluatedPaymentSchema, evaluatedPayoutSchema, type evaluateSchema } from './schemas.ts';

export function routingRoutes(dependencies: AppDependencies): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnvironment>();
  addRuleSets(app, dependencies);
  addQuestions(app, dependencies);
  return app;
}

function addRuleSets(app: HttpApp, { engine }: AppDependencies): void {
  addOperation(app, operations.getRouting, async (c) =>
    c.json(presentVersion(await engine.routing.current(c.get('scope')))),
  );

  addOperation(app, operations.putRouting, async (c, { body }) =>
    c.json(presentVersion(await engine.routing.put(c.get('scope'), body))),
  );

  addOperation(app, operations.listVersions, async (c, { query }) => {
    const page = await engine.routing.versions(c.get('scope'), toPageRequest(query));
    return c.json(presentPage(page, presentVersion, ({ id }) => id));
  });

  addOperation(app, operations.activateVersion, async (c, { params, sent }) => {
    const represent = (version: RoutingVersion) => shownAnswer(presentVersion(version));
    if (!/^\d{1,9}$/.test(params.n)) throw new PaymentGatewayError('not_found');
    return answerIdempotently(c, sent, represent, (idempotent) =>
      engine.routing.activate(c.get('scope'), Number(params.n), idempotent),
    );
  });
}

function addQuestions(app: HttpApp, dependencies: AppDependencies): void {
  addOperation(app, operations.evaluateRouting, async (c, { body }) =>
    c.json(presentDecision(await evaluate(dependencies, c.get('scope'), body))),
  );

  addOperation(app, operations.getPayoutRouting, async (c, { params }) =>
    c.json(presentPayoutDecision(owned(c.get('scope'), await dependencies.store.payout(params.id as PayoutId)))),
  );

  addOperation(app, operations.replayRouting, async (c, { body }) => {
    const { created_from: from, created_to: to, ...rules } = body;
    const period = { from: from ?? null, to: to ?? null };
    return c.json(presentReplay(await dependencies.engine.routing.replay(c.get('scope'), rules, period)));
  });
}

function evaluate(
  { engine, clock }: AppDependencies,
  scope: Scope,
  { operation, request, payment_id: splitKey = '' }: z.output<typeof evaluateSchema>,
): Promise<RoutingDecision> {
  if (operation === 'payment') {
    const asked = read(evaluatedPaymentSchema, request);
    const input = { ...asked, order_id: asked.order_id ?? '', order_name: asked.order_name ?? '' };
    return engine.routing.evaluatePayment(scope, toCreatePaymentInput(input, clock.now()), splitKey);
  }
  const { amount, currency, method, customer, metadata, channel_id } = read(evaluatedPayoutSchema, request);
  const payout = {
    amount: money(amount, currency),
    methodType: method.type,
    customer: toCustomer(customer),
    metadata: metadata ?? {},
    channelId: (channel_id ?? null) as ChannelId | null,
  };
  return engine.routing.evaluatePayout(scope, payout, splitKey);
}

/** @throws PaymentGatewayError invalid_request naming the parameter inside `request` */
function read<Schema extends z.ZodType>(schema: Schema, request: unknown): z.output<Schema> {
  const result = schema.safeParse(request);
  if (result.success) return result.data;
  throw invalidRequest(result.error.issues.map((issue) => ({ ...issue, path: ['request', ...issue.path] })));
}
