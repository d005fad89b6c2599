import type { CallContext, PayoutDestination, PayoutRequest, PayoutVerdict } from '@hangil/core';
import { toCustomerFields } from './customer-fields.ts';
import type { EcommpayClient } from './ecommpay-client.ts';
import type { EcommpaySettings } from './ecommpay-settings.ts';
import { toReceipt } from './receipt.ts';
import { currencyProblem, forbiddenCharacterProblem, missingCustomerField, refuse } from './request-checks.ts';
import { bankIdOf } from './tables/banks.ts';

/** Sends a payout. Whether the money arrived is told later: by callback, or when asked. */
export function makeSendPayout(settings: EcommpaySettings, client: EcommpayClient) {
  return async (
    { reference, amount, destination, customer }: PayoutRequest,
    { signal }: CallContext,
  ): Promise<PayoutVerdict> => {
    const bankId = toBankId(destination);
    if (typeof bankId === 'string') return refuse(bankId);
    const general = { payment_id: reference, merchant_callback_url: settings.eventUrl };
    const body = {
      payment: { amount: amount.amountMinor, currency: amount.currency },
      customer: toCustomerFields(customer),
      account: { number: destination.accountNumber, customer_name: destination.holderName, bank_id: bankId },
    };
    const problem =
      currencyProblem(amount) ??
      missingCustomerField(customer, 'id', 'ipAddress') ??
      forbiddenCharacterProblem({ general, ...body });
    if (problem !== null) return refuse(problem);
    const outcome = await client.post({
      path: '/v2/payment/banks/korea/payout',
      general,
      body,
      signal,
    });
    const receipt = toReceipt(outcome, reference);
    return receipt.kind === 'taken' ? { kind: 'pending' } : receipt;
  };
}

/** The bank as ECommPay numbers it, or what is wrong with the destination. */
function toBankId({ providerBankId, bankCode }: PayoutDestination): number | string {
  if (providerBankId !== null) {
    return /^[1-9]\d{0,8}$/.test(providerBankId)
      ? Number(providerBankId)
      : 'destination.provider_bank_id must be a number';
  }
  return bankIdOf(bankCode) ?? 'destination.bank_code is not a bank of this method';
}
