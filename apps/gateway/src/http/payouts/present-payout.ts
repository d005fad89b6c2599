import type { Payout } from '@hangil/core';
import type { z } from 'zod';
import { presentCustomer, presentFailure, presentInstant, presentInstantOrNull } from '../present-common.ts';
import type { payoutSchema } from './schemas.ts';

/** In lists and events the account is recognizable but not told. */
export function presentListedPayout(payout: Payout): z.input<typeof payoutSchema> {
  const { destination } = payout;
  return presentPayout({
    ...payout,
    destination: { ...destination, accountNumber: maskAccountNumber(destination.accountNumber) },
  });
}

export function presentPayout(payout: Payout): z.input<typeof payoutSchema> {
  const { bankCode, providerBankId, accountNumber, holderName } = payout.destination;
  return {
    object: 'payout',
    id: payout.id,
    livemode: payout.livemode,
    created_at: presentInstant(payout.createdAt),
    status: payout.status,
    reference: payout.merchantReference,
    amount: payout.amountMinor,
    currency: payout.currency,
    method: { type: 'bank_transfer' },
    destination: {
      bank_code: bankCode,
      provider_bank_id: providerBankId,
      account_number: accountNumber,
      holder_name: holderName,
    },
    customer: presentCustomer(payout.customer),
    refunds_payment_id: payout.refundsPaymentId,
    metadata: payout.metadata,
    batch_id: payout.batchId,
    row: payout.row,
    created_by: payout.createdBy,
    approved_by: payout.approvedBy,
    approved_at: presentInstantOrNull(payout.approvedAt),
    provider: payout.provider,
    channel_id: payout.channelId,
    provider_payout_id: payout.providerPayoutId,
    failure: presentFailure(payout.failure),
    available_at: presentInstantOrNull(payout.availableAt),
    succeeded_at: presentInstantOrNull(payout.succeededAt),
    failed_at: presentInstantOrNull(payout.failedAt),
    next_check_at: presentInstantOrNull(payout.nextCheckAt),
  };
}

const shownDigits = 4;

/** The last four digits, and nothing of a number that has no more. */
export function maskAccountNumber(accountNumber: string): string {
  const hidden = accountNumber.length <= shownDigits ? accountNumber.length : accountNumber.length - shownDigits;
  return '*'.repeat(hidden) + accountNumber.slice(hidden);
}
