import type { ShipmentParty } from '@hangil/core';
import type { Shipment } from '@hangil/engine';
import type { z } from 'zod';
import { presentFailure, presentInstant, presentInstantOrNull } from '../present-common.ts';
import type { shipmentSchema } from './schemas.ts';

export function presentShipment({ id, livemode, createdAt, status, value }: Shipment): z.input<typeof shipmentSchema> {
  const { details } = value;
  return {
    object: 'shipment',
    id,
    livemode,
    created_at: presentInstant(createdAt),
    status: status as z.input<typeof shipmentSchema>['status'],
    payment_id: value.paymentId,
    courier: details.courier,
    tracking_number: details.trackingNumber,
    sent_at: presentInstant(details.sentAt),
    sender: presentParty(details.sender),
    receiver: presentParty(details.receiver),
    products: details.products.map(({ amountMinor, ...product }) => ({ ...product, amount: amountMinor })),
    failure: presentFailure(value.failure),
    registered_at: presentInstantOrNull(value.registeredAt),
    next_check_at: presentInstantOrNull(value.nextCheckAt),
  };
}

function presentParty({ postalCode, ...party }: ShipmentParty) {
  return { ...party, postal_code: postalCode };
}
