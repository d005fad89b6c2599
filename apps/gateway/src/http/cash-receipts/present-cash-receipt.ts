import type { CashReceipt } from '@hangil/engine';
import type { z } from 'zod';
import { presentFailure, presentInstant, presentInstantOrNull } from '../present-common.ts';
import type { cashReceiptSchema } from './schemas.ts';

export function presentCashReceipt({
  id,
  livemode,
  createdAt,
  status,
  value,
}: CashReceipt): z.input<typeof cashReceiptSchema> {
  return {
    object: 'cash_receipt',
    id,
    livemode,
    created_at: presentInstant(createdAt),
    status: status as z.input<typeof cashReceiptSchema>['status'],
    payment_id: value.paymentId,
    order_id: value.orderId,
    order_name: value.orderName,
    amount: value.amount.amountMinor,
    tax_free_amount: value.taxFreeAmountMinor,
    currency: value.amount.currency,
    type: value.purpose,
    identifier: { type: value.identifier.type, masked_number: value.identifier.maskedNumber },
    provider: value.provider,
    channel_id: value.channelId,
    provider_receipt_id: value.providerReceiptId,
    approval_number: value.approvalNumber,
    receipt_url: value.receiptUrl,
    failure: presentFailure(value.failure),
    issued_at: presentInstantOrNull(value.issuedAt),
    canceled_at: presentInstantOrNull(value.canceledAt),
    next_check_at: presentInstantOrNull(value.nextCheckAt),
  };
}
