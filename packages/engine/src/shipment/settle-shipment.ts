import {
  type Failure,
  type NotCreated,
  type ShipmentVerdict,
  toFailure,
  toNotCreatedFailure,
  type Unknown,
} from '@hangil/core';
import type { KeyEnd } from '../decision/answer-once.ts';
import { type DecisionContext, notBefore } from '../decision/decision-context.ts';
import { changedService } from '../service/service-document.ts';
import type { ServiceSettlement } from '../service/settle-service.ts';
import type { Shipment } from './shipments.ts';

/** What came of adding or changing. */
export function settleShipment(
  shipment: Shipment,
  verdict: ShipmentVerdict | NotCreated | Unknown,
  _context: DecisionContext,
): ServiceSettlement<Shipment> {
  switch (verdict.kind) {
    case 'registered':
      return registered(shipment, verdict.registeredAt);
    case 'declined':
      return notDone(shipment, toFailure('service_declined', verdict.reason, verdict.provider));
    case 'not_created':
      return notDone(shipment, toNotCreatedFailure(verdict.reason, verdict.provider));
    case 'unknown':
      return { service: changedService(shipment, { status: 'unknown' }), changes: {} };
  }
}

export function registered(shipment: Shipment, registeredAt: Date): ServiceSettlement<Shipment> {
  const value = { registeredAt: notBefore(shipment, registeredAt), detailsBefore: null, failure: null, checks: 0 };
  return { service: changedService(shipment, { status: 'registered', value }), changes: {} };
}

/** A delivery that was to be added is not there, and another may be; one that was to be changed is as before. */
export function notDone(shipment: Shipment, failure: Failure | null): ServiceSettlement<Shipment> {
  const { action, details, detailsBefore } = shipment.value;
  const value = { details: detailsBefore ?? details, detailsBefore: null, failure, checks: 0 };
  const changed = action === 'add' ? { status: 'failed', key: null, value } : { status: 'registered', value };
  return { service: changedService(shipment, changed), changes: {} };
}

/** An unknown outcome is never frozen, and a request after which nothing was done may be made again under its key. */
export function shipmentKeyEnd({ status, value: { failure, action } }: Shipment): KeyEnd {
  if (status === 'unknown') return 'show_present_truth';
  const isAnswer = failure === null || (action === 'add' && failure.code === 'service_declined');
  return isAnswer ? 'keep_answer' : 'free';
}
