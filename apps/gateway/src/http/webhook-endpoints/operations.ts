import { z } from '@hono/zod-openapi';
import { listOf } from '../answer-fields.ts';
import { eventSchema } from '../events/event-schema.ts';
import { pageQuery } from '../pagination.ts';
import type { Operation } from '../route.ts';
import {
  createdWebhookEndpointSchema,
  createWebhookEndpointSchema,
  deletedWebhookEndpointSchema,
  recoverSchema,
  rotatedSecretSchema,
  updateWebhookEndpointSchema,
  webhookEndpointSchema,
} from './schemas.ts';

const tag = 'Webhooks';
const params = z.object({ id: z.string() });
const endpoint = { status: 200, description: 'The endpoint.', schema: webhookEndpointSchema } as const;
const readOnly = { 409: 'The endpoint stands in the configuration, or is disabled.' } as const;
const refused = {
  422: 'The address is closed to webhooks, or there is no master key to keep the secret with.',
} as const;

export const createEndpoint = {
  method: 'post',
  path: '/v1/webhook_endpoints',
  tag,
  summary: 'Add an address that events are sent to',
  body: createWebhookEndpointSchema,
  answer: {
    status: 201,
    description: 'The endpoint, with its secret this once.',
    schema: createdWebhookEndpointSchema,
  },
  problems: refused,
} as const satisfies Operation;

export const listEndpoints = {
  method: 'get',
  path: '/v1/webhook_endpoints',
  tag,
  summary: 'List webhook endpoints',
  query: z.strictObject(pageQuery),
  answer: { status: 200, description: 'Newest first.', schema: listOf(webhookEndpointSchema) },
} as const satisfies Operation;

export const getEndpoint = {
  method: 'get',
  path: '/v1/webhook_endpoints/{id}',
  tag,
  summary: 'Get a webhook endpoint',
  params,
  answer: endpoint,
} as const satisfies Operation;

export const updateEndpoint = {
  method: 'patch',
  path: '/v1/webhook_endpoints/{id}',
  tag,
  summary: 'Change, disable or enable a webhook endpoint',
  params,
  body: updateWebhookEndpointSchema,
  answer: endpoint,
  problems: { ...readOnly, ...refused },
} as const satisfies Operation;

export const deleteEndpoint = {
  method: 'delete',
  path: '/v1/webhook_endpoints/{id}',
  tag,
  summary: 'Delete a webhook endpoint with its deliveries',
  params,
  answer: { status: 200, description: 'It is gone.', schema: deletedWebhookEndpointSchema },
  problems: readOnly,
} as const satisfies Operation;

export const rotateSecret = {
  method: 'post',
  path: '/v1/webhook_endpoints/{id}/rotate_secret',
  tag,
  summary: 'Make a new secret; the former one signs too for 24 hours',
  params,
  answer: { status: 200, description: 'The new secret, this once.', schema: rotatedSecretSchema },
  problems: { ...readOnly, ...refused },
} as const satisfies Operation;

export const testEndpoint = {
  method: 'post',
  path: '/v1/webhook_endpoints/{id}/test',
  tag,
  summary: 'Send an event of type webhook_endpoint.test to this endpoint alone',
  params,
  answer: { status: 200, description: 'The event.', schema: eventSchema },
  problems: readOnly,
} as const satisfies Operation;

export const recoverEndpoint = {
  method: 'post',
  path: '/v1/webhook_endpoints/{id}/recover',
  tag,
  summary: 'Send every event since a time that the endpoint wants and has not taken',
  params,
  body: recoverSchema,
  answer: endpoint,
  problems: readOnly,
} as const satisfies Operation;
