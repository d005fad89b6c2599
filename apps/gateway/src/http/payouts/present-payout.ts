import type { Payout } from '@hangil/core';
import type { z } from 'zod';
import { presentCustomer, presentFailure, presentInstant, presentInstantOrNull } from '../present-common.ts';
import type { payoutSchema } from './schemas.ts';

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
    provider: payout.provider,
    channel_id: payout.channelId,
    provider_payout_id: payout.providerPayoutId,
    failure: presentFailure(payout.failure),
    succeeded_at: presentInstantOrNull(payout.succeededAt),
    failed_at: presentInstantOrNull(payout.failedAt),
    next_check_at: presentInstantOrNull(payout.nextCheckAt),
  };
}
