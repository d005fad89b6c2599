import type { BillingKey } from '@hangil/engine';
import type { z } from 'zod';
import { presentNextAction } from '../payments/present-next-action.ts';
import { presentCustomer, presentFailure, presentInstant, presentInstantOrNull } from '../present-common.ts';
import type { billingKeySchema } from './schemas.ts';

type ShownBillingKey = z.input<typeof billingKeySchema>;

export function presentBillingKey({ id, livemode, createdAt, status, value }: BillingKey): ShownBillingKey {
  return {
    object: 'billing_key',
    id,
    livemode,
    created_at: presentInstant(createdAt),
    status: status as ShownBillingKey['status'],
    provider: value.provider,
    channel_id: value.channelId,
    channels: value.channels.map(({ channelId, pgName, status: state, provider }) => ({
      channel_id: channelId,
      pg: pgName,
      status: state,
      provider: provider === null ? null : { code: provider.code, message: provider.message },
    })),
    issued_by: value.issuedBy,
    customer: presentCustomer(value.customer),
    card: { company: value.card.company, masked_number: value.card.maskedNumber },
    next_action: value.nextAction === null ? null : presentNextAction(value.nextAction),
    failure: presentFailure(value.failure),
    deletion: presentDeletion(value.deletion),
    metadata: value.metadata,
    issued_at: presentInstantOrNull(value.issuedAt),
    next_check_at: presentInstantOrNull(value.nextCheckAt),
  };
}

function presentDeletion(deletion: BillingKey['value']['deletion']): ShownBillingKey['deletion'] {
  if (deletion === null) return null;
  const { reason, requester, requestedAt, atProvider, failure } = deletion;
  return {
    reason,
    requester,
    requested_at: presentInstant(requestedAt),
    at_provider: atProvider,
    failure: presentFailure(failure),
  };
}
