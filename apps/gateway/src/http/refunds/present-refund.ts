import type { Refund, RefundAccount } from '@hangil/core';
import type { z } from 'zod';
import { presentFailure, presentInstant, presentInstantOrNull } from '../present-common.ts';
import type { refundSchema } from './schemas.ts';

export function presentRefund(refund: Refund): z.input<typeof refundSchema> {
  return {
    object: 'refund',
    id: refund.id,
    livemode: refund.livemode,
    created_at: presentInstant(refund.createdAt),
    payment_id: refund.paymentId,
    status: refund.status,
    amount: refund.amountMinor,
    tax_free_amount: refund.taxFreeAmountMinor,
    currency: refund.currency,
    reason: refund.reason,
    requester: refund.requester,
    refund_account: refund.refundAccount === null ? null : presentRefundAccount(refund.refundAccount),
    provider_refund_id: refund.providerRefundId,
    failure: presentFailure(refund.failure),
    succeeded_at: presentInstantOrNull(refund.succeededAt),
    next_check_at: presentInstantOrNull(refund.nextCheckAt),
  };
}

function presentRefundAccount({ bankCode, accountNumber, holderName, phone }: RefundAccount) {
  return { bank_code: bankCode, account_number: accountNumber, holder_name: holderName, phone };
}
