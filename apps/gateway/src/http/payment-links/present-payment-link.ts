import type { PaymentLink } from '@hangil/engine';
import type { z } from 'zod';
import { presentInstant, presentInstantOrNull } from '../present-common.ts';
import type { paymentLinkSchema } from './schemas.ts';

export function presentPaymentLink({
  id,
  livemode,
  createdAt,
  status,
  value,
}: PaymentLink): z.input<typeof paymentLinkSchema> {
  return {
    object: 'payment_link',
    id,
    livemode,
    created_at: presentInstant(createdAt),
    status: status === 'active' ? 'active' : 'deactivated',
    url: value.url,
    order_name: value.orderName,
    amount: value.amount.amountMinor,
    currency: value.amount.currency,
    tax_free_amount: value.taxFreeAmountMinor,
    methods: [...value.methods],
    channel_id: value.channelId,
    expires_at: presentInstantOrNull(value.expiresAt),
    max_uses: value.usesMax,
    payments_begun: value.usesBegun,
    metadata: value.metadata,
  };
}
