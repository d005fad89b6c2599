import { absent, type PaymentAtProvider, type ShipmentReading, unknown } from '@hangil/core';
import type { IamportContext } from '../iamport-context.ts';
import { courierOf } from '../tables/reference/couriers.ts';
import { escrowDeliverySchema } from '../wire/service.schemas.ts';
import { escrowPath } from './change-shipment.ts';

/** 404 and 409 both say that nothing is registered. */
export async function inquireShipment(
  { providerPaymentId }: PaymentAtProvider,
  { client, clock }: IamportContext,
  signal: AbortSignal,
): Promise<ShipmentReading> {
  if (providerPaymentId === null) return unknown('the payment has no id yet');
  const path = escrowPath(providerPaymentId);
  const outcome = await client.call({ method: 'GET', path }, escrowDeliverySchema, signal);
  switch (outcome.kind) {
    case 'done': {
      const { company, invoice, appliedAt } = outcome.value;
      const courier = courierOf(company);
      return { kind: 'registered', trackingNumber: invoice, courier, registeredAt: appliedAt ?? clock.now() };
    }
    case 'refused':
      return outcome.httpStatus === 404 || outcome.httpStatus === 409
        ? absent
        : unknown(`inquiry refused, http ${outcome.httpStatus}`);
    default:
      return unknown(`inquiry failed, ${outcome.cause}`);
  }
}
