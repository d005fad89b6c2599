import { type ChannelId, money, type PaymentId } from '@hangil/core';
import type { CreatePayoutInput } from '@hangil/engine';
import { toCustomer } from '../to-customer.ts';
import type { CreatePayoutBody } from './schemas.ts';

/** @param createdBy - id of the API key that asks */
export function toCreatePayoutInput(body: CreatePayoutBody, createdBy: string): CreatePayoutInput {
  const { bank_code, provider_bank_id, account_number, holder_name } = body.destination;
  return {
    merchantReference: body.reference,
    amount: money(body.amount, body.currency),
    methodType: body.method.type,
    destination: {
      bankCode: bank_code ?? null,
      providerBankId: provider_bank_id ?? null,
      accountNumber: account_number,
      holderName: holder_name,
    },
    customer: toCustomer(body.customer),
    refundsPaymentId: (body.refunds_payment_id ?? null) as PaymentId | null,
    channelId: (body.channel_id ?? null) as ChannelId | null,
    metadata: body.metadata ?? {},
    createdBy,
  };
}
