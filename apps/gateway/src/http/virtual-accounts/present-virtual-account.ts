import { hasBeenPaid, type Payment, type PaymentId } from '@hangil/core';
import type { z } from 'zod';
import { presentInstant, presentInstantOrNull } from '../present-common.ts';
import type { virtualAccountSchema } from './schemas.ts';

type ShownVirtualAccount = z.input<typeof virtualAccountSchema>;

/** An account is a payment by virtual account seen from its other side: one truth, and an id that says whose. */
export function presentVirtualAccount(payment: Payment): ShownVirtualAccount {
  const { method, nextAction } = payment;
  const shown = nextAction?.type === 'display_virtual_account' ? nextAction : null;
  return {
    object: 'virtual_account',
    id: toVirtualAccountId(payment.id),
    livemode: payment.livemode,
    created_at: presentInstant(payment.createdAt),
    status: statusOf(payment),
    payment_id: payment.id,
    channel_id: payment.channelId,
    amount: payment.amountMinor,
    amount_paid: payment.amountPaidMinor,
    currency: payment.currency,
    bank_code: method.details.bankCode ?? shown?.bankCode ?? method.bankCode ?? null,
    bank_name: method.details.bankName ?? shown?.bankName ?? null,
    account_number: method.details.virtualAccountNumber ?? shown?.accountNumber ?? null,
    holder_name: method.details.holderName ?? shown?.holderName ?? method.holderName ?? null,
    due_at: presentInstantOrNull(payment.expiresAt ?? method.dueAt ?? null),
    paid_at: presentInstantOrNull(payment.paidAt),
  };
}

function statusOf({ status }: Payment): ShownVirtualAccount['status'] {
  if (hasBeenPaid(status)) return 'paid';
  if (status === 'canceled') return 'revoked';
  return status === 'requires_action' ? 'pending' : (status as ShownVirtualAccount['status']);
}

export function toVirtualAccountId(id: PaymentId): string {
  return id.replace(/^pay_/, 'va_');
}

/** The payment behind an id; of anything else one that does not exist. */
export function toPaymentId(virtualAccountId: string): PaymentId {
  return virtualAccountId.replace(/^(?:va_)?/, (prefix) => (prefix === 'va_' ? 'pay_' : 'none_')) as PaymentId;
}
