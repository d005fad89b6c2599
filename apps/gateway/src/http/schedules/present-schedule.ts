import type { Schedule } from '@hangil/engine';
import type { z } from 'zod';
import { presentCustomer, presentFailure, presentInstant, presentInstantOrNull } from '../present-common.ts';
import type { scheduleSchema } from './schemas.ts';

type ShownSchedule = z.input<typeof scheduleSchema>;

export function presentSchedule({ id, livemode, createdAt, status, parentId, value }: Schedule): ShownSchedule {
  return {
    object: 'schedule',
    id,
    livemode,
    created_at: presentInstant(createdAt),
    status: status as ShownSchedule['status'],
    billing_key_id: parentId ?? '',
    order_id: value.orderId,
    order_name: value.orderName,
    amount: value.amountMinor,
    currency: value.currency,
    tax_free_amount: value.taxFreeAmountMinor,
    customer: presentCustomer(value.customer),
    metadata: value.metadata,
    provider: value.provider,
    channel_id: value.channelId,
    driver: value.driver,
    scheduled_at: presentInstant(value.scheduledAt),
    pending_change: presentWish(value.wish),
    payment_id: value.paymentIds.at(-1) ?? null,
    payment_ids: [...value.paymentIds],
    failure: presentFailure(value.failure),
    executed_at: presentInstantOrNull(value.executedAt),
    canceled_at: presentInstantOrNull(value.canceledAt),
    next_check_at: presentInstantOrNull(value.nextCheckAt),
  };
}

function presentWish(wish: Schedule['value']['wish']): ShownSchedule['pending_change'] {
  if (wish === null) return null;
  const scheduledAt = wish.kind === 'move' ? presentInstant(wish.scheduledAt) : null;
  return { type: wish.kind, requested_at: presentInstant(wish.at), scheduled_at: scheduledAt };
}
