import { type ShipmentDetails, type ShipmentPort, type ShipmentReading, toFailure, type Unknown } from '@hangil/core';
import type { DecisionContext } from '../decision/decision-context.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { atProvider, mustLoad, providerOf } from '../payment/ask-provider.ts';
import type { ServiceSettlement } from '../service/settle-service.ts';
import { notDone, registered } from './settle-shipment.ts';
import type { Shipment } from './shipments.ts';

/** @throws Error when the provider has stopped to offer deliveries: an operator's mistake */
export function shipmentPortOf(dependencies: EngineDependencies, { value }: Shipment): ShipmentPort {
  const { shipments } = providerOf(dependencies, value.providerAccountId);
  if (shipments === undefined) throw new Error(`${value.provider} no longer offers escrow deliveries`);
  return shipments;
}

export async function askAboutShipment(dependencies: EngineDependencies, shipment: Shipment): Promise<ShipmentReading> {
  const payment = await mustLoad(dependencies, shipment.value.paymentId);
  return shipmentPortOf(dependencies, shipment).inquire(atProvider(payment, payment.providerPaymentId), {});
}

/**
 * Courier and tracking number tell whether the call whose outcome nobody knows was done. A change of nothing else cannot be
 * seen: it stays unknown until it is made again.
 */
export function settleShipmentReading(
  shipment: Shipment,
  reading: ShipmentReading | Unknown,
  proven: boolean,
  _context: DecisionContext,
): ServiceSettlement<Shipment> {
  const noNews = { service: shipment, changes: {} };
  if (reading.kind === 'unknown') return noNews;
  const { details, detailsBefore } = shipment.value;
  const shows = (wanted: ShipmentDetails) =>
    reading.kind === 'registered' &&
    reading.trackingNumber === wanted.trackingNumber &&
    (reading.courier === null || reading.courier === wanted.courier);
  const isSame = detailsBefore !== null && shows(detailsBefore) && shows(details);
  if (isSame) return noNews;
  if (shows(details) && reading.kind === 'registered') return registered(shipment, reading.registeredAt);
  return proven ? notDone(shipment, toFailure('provider_unreachable', 'timed_out')) : noNews;
}
