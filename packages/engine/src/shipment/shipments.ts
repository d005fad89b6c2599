import type { PaymentId, ShipmentDetails } from '@hangil/core';
import type { Answer, IdempotentRequest } from '../idempotency.ts';
import type { ServiceState } from '../service/service-document.ts';
import type { Document } from '../store/document.ts';
import type { Scope } from '../store/records.ts';

/** `registered` stands at the provider; `failed` was never registered. */
export const shipmentStatuses = ['pending', 'unknown', 'registered', 'failed'] as const;

export interface ShipmentValue extends ServiceState {
  readonly paymentId: PaymentId;
  /** What the last call was to do. */
  readonly action: 'add' | 'update';
  /** What was asked for last; once registered, what the provider has. */
  readonly details: ShipmentDetails;
  /** What the provider had before an update that is not decided. */
  readonly detailsBefore: ShipmentDetails | null;
  readonly registeredAt: Date | null;
}

/** The document's parent is the payment; its key holds the payment to one delivery. */
export type Shipment = Document<'shipment'>;

export interface Shipments {
  /** @throws not_found, state_conflict (not paid, or there is a delivery), service_not_supported, channel_requirement */
  add(
    scope: Scope,
    paymentId: PaymentId,
    details: ShipmentDetails,
    idempotent?: IdempotentRequest<Shipment>,
  ): Promise<Answer<Shipment>>;
  /** @throws not_found, state_conflict unless it is registered or a change of it is not decided; provider_unreachable, provider_refused when nothing was changed */
  update(
    scope: Scope,
    id: string,
    changes: Partial<ShipmentDetails>,
    idempotent?: IdempotentRequest<Shipment>,
  ): Promise<Answer<Shipment>>;
}
