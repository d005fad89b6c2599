import { PaymentGatewayError, type PaymentId, type ShipmentDetails } from '@hangil/core';
import type { Scope, Shipment } from '@hangil/engine';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { AppDependencies } from '../app-dependencies.ts';
import type { HttpApp, HttpEnvironment } from '../http-environment.ts';
import { answerIdempotently } from '../idempotency.ts';
import { changedAnswer, createdAnswer } from '../money-answer.ts';
import { owned } from '../owned.ts';
import { presentWholeList } from '../pagination.ts';
import { addOperation } from '../route.ts';
import * as operations from './operations.ts';
import { presentShipment } from './present-shipment.ts';
import type { AddShipmentBody, UpdateShipmentBody } from './schemas.ts';

/** One delivery stands at a time; beside it are only those that failed. */
const listMax = 100;

export function shipmentRoutes({ engine, store }: AppDependencies): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnvironment>();

  async function ofPayment(scope: Scope, { id, shipment_id }: { id: string; shipment_id: string }): Promise<Shipment> {
    const shipment = owned(scope, await store.document('shipment', shipment_id));
    if (shipment.parentId !== id) throw new PaymentGatewayError('not_found');
    return shipment;
  }

  addOperation(app, operations.addShipment, async (c, { params, body, sent }) => {
    const created = (shipment: Shipment) =>
      createdAnswer(resultOf(shipment), presentShipment(shipment), c.get('problem'));
    return answerIdempotently(c, sent, created, (idempotent) =>
      engine.shipments.add(c.get('scope'), params.id as PaymentId, toDetails(body), idempotent),
    );
  });

  addOperation(app, operations.listShipments, async (c, { params }) => {
    const scope = c.get('scope');
    const { id } = owned(scope, await store.payment(params.id as PaymentId));
    const page = await store.documents('shipment', scope, { parentId: id }, { limit: listMax, cursor: null });
    return c.json(presentWholeList(page.items.map(presentShipment)));
  });

  addOperation(app, operations.getShipment, async (c, { params }) =>
    c.json(presentShipment(await ofPayment(c.get('scope'), params))),
  );

  addOperation(app, operations.updateShipment, async (c, { params, body, sent }) => {
    const { id } = await ofPayment(c.get('scope'), params);
    const changed = (shipment: Shipment) =>
      changedAnswer(resultOf(shipment), presentShipment(shipment), c.get('problem'));
    return answerIdempotently(c, sent, changed, (idempotent) =>
      engine.shipments.update(c.get('scope'), id, toChanges(body), idempotent),
    );
  });

  return app;
}

function resultOf({ status, value: { provider, failure } }: Shipment) {
  return { status, provider, failure };
}

function toDetails({
  tracking_number,
  sent_at,
  sender,
  receiver,
  products,
  courier,
}: AddShipmentBody): ShipmentDetails {
  return {
    courier,
    trackingNumber: tracking_number,
    sentAt: sent_at,
    sender: toParty(sender),
    receiver: toParty(receiver),
    products: products.map(toProduct),
  };
}

/** What is absent stays absent. */
function toChanges({ courier, tracking_number, sent_at, sender, receiver, products }: UpdateShipmentBody) {
  return {
    ...(courier !== undefined && { courier }),
    ...(tracking_number !== undefined && { trackingNumber: tracking_number }),
    ...(sent_at !== undefined && { sentAt: sent_at }),
    ...(sender !== undefined && { sender: toParty(sender) }),
    ...(receiver !== undefined && { receiver: toParty(receiver) }),
    ...(products !== undefined && { products: products.map(toProduct) }),
  };
}

function toParty({ postal_code, ...party }: AddShipmentBody['sender']) {
  return { ...party, postalCode: postal_code };
}

function toProduct({ amount, ...product }: AddShipmentBody['products'][number]) {
  return { ...product, amountMinor: amount };
}
