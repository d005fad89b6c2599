import { PaymentGatewayError, releasesOrderId } from '@hangil/core';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { Scope } from '../store/records.ts';

/** @throws order_id_conflict when a schedule has reserved the order id */
export async function assertNotReserved({ store }: EngineDependencies, scope: Scope, orderId: string): Promise<void> {
  const reserving = await store.documentByKey('schedule', scope, orderId);
  if (reserving !== null) throw orderIdConflict(orderId, `is reserved by ${reserving.id}`);
}

/** @throws order_id_conflict when a payment holds the order id */
export async function assertNoPaymentHolds(
  { store }: EngineDependencies,
  scope: Scope,
  orderId: string,
): Promise<void> {
  const { items } = await store.payments(scope, { orderId }, { limit: 100, cursor: null });
  if (items.some(({ status }) => !releasesOrderId(status))) throw orderIdConflict(orderId, 'is open or paid');
}

export function orderIdConflict(orderId: string, why: string): PaymentGatewayError {
  return new PaymentGatewayError('order_id_conflict', {
    param: 'order_id',
    detail: `A payment with order_id ${JSON.stringify(orderId)} ${why}.`,
  });
}
