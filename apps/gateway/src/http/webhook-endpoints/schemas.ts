import { z } from '@hono/zod-openapi';
import { answerTimestamp } from '../answer-fields.ts';
import { freeText, instant, webAddress } from '../fields.ts';

/** `*`, `payment.*`, `payment.paid` */
export const eventFilterPattern = /^(\*|[a-z_]+\.(\*|[a-z_]+))$/;

const url = webAddress.openapi({ example: 'https://shop.example/hooks' });

const events = z
  .array(z.string().max(100).regex(eventFilterPattern, 'must be an event type, a group like payment.*, or *'))
  .min(1)
  .max(50)
  .openapi({ example: ['payment.*', 'refund.succeeded'] });

const description = freeText(500).nullish();

export const createWebhookEndpointSchema = z
  .strictObject({ url, events: events.default(['*']), description })
  .openapi('CreateWebhookEndpoint');

export const updateWebhookEndpointSchema = z
  .strictObject({
    url: url.optional(),
    events: events.optional(),
    description,
    status: z.enum(['enabled', 'disabled']).optional(),
  })
  .openapi('UpdateWebhookEndpoint');

export const recoverSchema = z
  .strictObject({ since: instant.openapi({ example: '2026-11-24T00:00:00Z' }) })
  .openapi('RecoverWebhookEndpoint');

export const webhookEndpointSchema = z
  .object({
    object: z.literal('webhook_endpoint'),
    id: z.string(),
    livemode: z.boolean(),
    created_at: answerTimestamp,
    url: z.string(),
    events: z.array(z.string()),
    description: z.string().nullable(),
    status: z.enum(['enabled', 'disabled']),
    disabled_reason: z
      .enum(['merchant', 'gone', 'failing'])
      .nullable()
      .openapi({ description: '`gone`: it answered 410. `failing`: it took nothing for days.' }),
    source: z.enum(['api', 'config']).openapi({ description: '`config` stands in hangil.yaml and is read-only.' }),
  })
  .openapi('WebhookEndpoint');

const secret = z.string().nullable().openapi({
  description: '`whsec_…`, shown this once; null in a replay.',
  example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
});

export const createdWebhookEndpointSchema = webhookEndpointSchema.extend({ secret }).openapi('CreatedWebhookEndpoint');

export const rotatedSecretSchema = z
  .object({ secret, previous_secret_expires_at: answerTimestamp.nullable() })
  .openapi('RotatedSecret');

export const deletedWebhookEndpointSchema = z
  .object({ object: z.literal('webhook_endpoint'), id: z.string(), deleted: z.literal(true) })
  .openapi('DeletedWebhookEndpoint');
