import { type Courier, courierCodes } from '@hangil/core';
import { shipmentStatuses } from '@hangil/engine';
import { z } from '@hono/zod-openapi';
import { answerTimestamp, failureSchema } from '../answer-fields.ts';
import { amount, instant, line } from '../fields.ts';

const courier = z.enum(courierCodes as readonly [Courier, ...Courier[]]).openapi({
  description: 'A code of `GET /v1/reference/couriers`.',
});
const trackingNumber = z.string().regex(/^[A-Za-z0-9-]{4,40}$/, 'must be 4 to 40 letters, digits or dashes');

const party = z
  .strictObject({
    name: line(100),
    phone: line(40).regex(/^\+?[\d(][\d() .-]{3,38}$/, 'must be a phone number'),
    address: line(255),
    postal_code: z.string().regex(/^[\d-]{3,10}$/, 'must be a postal code'),
  })
  .openapi('ShipmentParty');

const product = z
  .strictObject({
    id: line(100),
    name: line(255),
    amount: amount.openapi({ description: 'Price of one.' }),
    quantity: z.int().min(1).max(1_000_000).default(1),
  })
  .openapi('ShipmentProduct');

const details = {
  courier,
  tracking_number: trackingNumber,
  sent_at: instant,
  sender: party,
  receiver: party,
  products: z.array(product).max(100),
};

export const addShipmentSchema = z
  .strictObject({ ...details, products: details.products.default([]) })
  .openapi('AddShipment');

export const updateShipmentSchema = z.strictObject(details).partial().openapi('UpdateShipment');

export const shipmentSchema = z
  .object({
    object: z.literal('shipment'),
    id: z.string(),
    livemode: z.boolean(),
    created_at: answerTimestamp,
    status: z.enum(shipmentStatuses),
    payment_id: z.string(),
    courier: z.string(),
    tracking_number: z.string(),
    sent_at: answerTimestamp,
    sender: party,
    receiver: party,
    products: z.array(z.object({ id: z.string(), name: z.string(), amount: z.int(), quantity: z.int() })),
    failure: failureSchema.nullable(),
    registered_at: answerTimestamp.nullable(),
    next_check_at: answerTimestamp.nullable(),
  })
  .openapi('Shipment');

export type AddShipmentBody = z.output<typeof addShipmentSchema>;
export type UpdateShipmentBody = z.output<typeof updateShipmentSchema>;
