import type { WebhookDeliveryId } from '@hangil/core';
import type { WebhookDelivery } from '@hangil/engine';
import { OpenAPIHono, z } from '@hono/zod-openapi';
import { answerTimestamp, listOf } from '../answer-fields.ts';
import type { AppDependencies } from '../app-dependencies.ts';
import { freeText } from '../fields.ts';
import type { HttpApp, HttpEnvironment } from '../http-environment.ts';
import { answerIdempotently } from '../idempotency.ts';
import { shownAnswer } from '../money-answer.ts';
import { pageQuery, presentPage, toPageRequest } from '../pagination.ts';
import { presentInstant, presentInstantOrNull } from '../present-common.ts';
import { addOperation, type Operation } from '../route.ts';

const tag = 'Webhooks';
const status = z.enum(['pending', 'succeeded', 'failed']);

const deliverySchema = z
  .object({
    object: z.literal('webhook_delivery'),
    id: z.string(),
    livemode: z.boolean(),
    created_at: answerTimestamp,
    event_id: z.string(),
    event_type: z.string(),
    endpoint_id: z.string(),
    attempt: z.int().openapi({ description: 'Attempts begun; counted anew after a resend.' }),
    status,
    response_status: z.int().nullable().openapi({ description: 'Of the last attempt.' }),
    response_excerpt: z.string().nullable().openapi({ description: 'The beginning of the last answer, escaped.' }),
    problem: z.string().nullable().openapi({ description: 'Why there was no answer.', example: 'ECONNREFUSED' }),
    next_attempt_at: answerTimestamp.nullable(),
    finished_at: answerTimestamp.nullable(),
  })
  .openapi('WebhookDelivery');

const listDeliveries = {
  method: 'get',
  path: '/v1/webhook_deliveries',
  tag,
  summary: 'What was sent where, and what came of it',
  query: z.strictObject({
    ...pageQuery,
    event_id: freeText(100).optional(),
    endpoint_id: freeText(100).optional(),
    status: status.optional(),
  }),
  answer: { status: 200, description: 'Newest first.', schema: listOf(deliverySchema) },
} as const satisfies Operation;

const resendDelivery = {
  method: 'post',
  path: '/v1/webhook_deliveries/{id}/resend',
  tag,
  summary: 'Send once more, whatever came of it',
  params: z.object({ id: z.string() }),
  answer: { status: 200, description: 'The delivery, pending again.', schema: deliverySchema },
  problems: { 409: 'The endpoint is disabled.' },
} as const satisfies Operation;

export function webhookDeliveryRoutes({ engine, store }: AppDependencies): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnvironment>();

  addOperation(app, listDeliveries, async (c, { query }) => {
    const filter = { eventId: query.event_id, endpointId: query.endpoint_id, status: query.status };
    const page = await store.webhookDeliveries(c.get('scope'), filter, toPageRequest(query));
    return c.json(presentPage(page, presentDelivery, ({ id }) => id));
  });

  addOperation(app, resendDelivery, async (c, { params, sent }) =>
    answerIdempotently(
      c,
      sent,
      (delivery: WebhookDelivery) => shownAnswer(presentDelivery(delivery)),
      (idempotent) => engine.webhooks.resendDelivery(c.get('scope'), params.id as WebhookDeliveryId, idempotent),
    ),
  );

  return app;
}

function presentDelivery(delivery: WebhookDelivery): z.input<typeof deliverySchema> {
  return {
    object: 'webhook_delivery',
    id: delivery.id,
    livemode: delivery.livemode,
    created_at: presentInstant(delivery.createdAt),
    event_id: delivery.eventId,
    event_type: delivery.eventType,
    endpoint_id: delivery.endpointId,
    attempt: delivery.attempt,
    status: delivery.status,
    response_status: delivery.responseStatus,
    response_excerpt: delivery.responseExcerpt,
    problem: delivery.problem,
    next_attempt_at: presentInstantOrNull(delivery.nextAttemptAt),
    finished_at: presentInstantOrNull(delivery.finishedAt),
  };
}
