import type { PaymentAction } from '@hangil/engine';
import { presentFailure, presentInstant, presentInstantOrNull } from '../present-common.ts';

export function presentPaymentAction({ id, livemode, createdAt, parentId, status, value }: PaymentAction) {
  return {
    object: 'payment_action' as const,
    id,
    livemode,
    created_at: presentInstant(createdAt),
    payment_id: parentId,
    name: value.name,
    status,
    input: value.input,
    result: value.result ?? null,
    failure: presentFailure(value.failure),
    finished_at: presentInstantOrNull(value.finishedAt),
  };
}
