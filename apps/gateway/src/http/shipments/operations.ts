import { z } from '@hono/zod-openapi';
import { listOf } from '../answer-fields.ts';
import type { Operation } from '../route.ts';
import { addShipmentSchema, shipmentSchema, updateShipmentSchema } from './schemas.ts';

const tag = 'Shipments';
const ofPayment = z.object({ id: z.string() });
const params = z.object({ id: z.string(), shipment_id: z.string() });
const shipment = { status: 200, description: 'The delivery.', schema: shipmentSchema } as const;
const notDone = {
  502: 'Nothing happened at the provider.',
  504: 'The outcome is not known yet; `resource` carries the delivery.',
} as const;

export const addShipment = {
  method: 'post',
  path: '/v1/payments/{id}/shipments',
  tag,
  summary: 'Tell the delivery of an escrow payment',
  params: ofPayment,
  body: addShipmentSchema,
  answer: { ...shipment, status: 201, description: 'The delivery. A decline is one with status `failed`.' },
  problems: { 409: 'Not paid, or it has a delivery.', 422: 'The channel offers no escrow deliveries.', ...notDone },
} as const satisfies Operation;

export const listShipments = {
  method: 'get',
  path: '/v1/payments/{id}/shipments',
  tag,
  summary: 'Deliveries of a payment',
  params: ofPayment,
  answer: {
    status: 200,
    description: 'Newest first: the last one and those that failed.',
    schema: listOf(shipmentSchema),
  },
} as const satisfies Operation;

export const getShipment = {
  method: 'get',
  path: '/v1/payments/{id}/shipments/{shipment_id}',
  tag,
  summary: 'Get a delivery',
  params,
  answer: shipment,
} as const satisfies Operation;

export const updateShipment = {
  method: 'patch',
  path: '/v1/payments/{id}/shipments/{shipment_id}',
  tag,
  summary: 'Change a delivery',
  params,
  body: updateShipmentSchema,
  answer: shipment,
  problems: { 409: 'It is not registered.', 422: 'The PG changes no delivery.', ...notDone },
} as const satisfies Operation;
