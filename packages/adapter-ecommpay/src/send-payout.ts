import type { CallContext, PayoutDestination, PayoutRequest, PayoutVerdict, RequestProblem } from '@hangil/core';
import { toCustomerFields } from './customer-fields.ts';
import type { EcommpayClient } from './ecommpay-client.ts';
import type { EcommpaySettings } from './ecommpay-settings.ts';
import { toReceipt } from './receipt.ts';
import { currencyProblem, forbiddenCharacterProblem, missingCustomerField, problem, refuse } from './request-checks.ts';
import { bankIdOf } from './tables/banks.ts';

/** What is wrong with a payout for this account, or null. */
export function checkPayout(settings: EcommpaySettings, request: PayoutRequest): RequestProblem | null {
  const { amount, destination, customer } = request;
  const { general, body } = payout(settings, request);
  return (
    bankProblem(destination, settings) ??
    currencyProblem(amount) ??
    missingCustomerField(customer, 'id', 'ipAddress') ??
    forbiddenCharacterProblem({ general, ...body })
  );
}

/** Sends a payout. Whether the money arrived is told later: by callback, or when asked. */
export function makeSendPayout(settings: EcommpaySettings, client: EcommpayClient) {
  return async (request: PayoutRequest, { signal }: CallContext): Promise<PayoutVerdict> => {
    const wrong = checkPayout(settings, request);
    if (wrong !== null) return refuse(wrong.detail);
    const outcome = await client.post({ path: '/v2/payment/banks/korea/payout', ...payout(settings, request), signal });
    const receipt = toReceipt(outcome, request.reference);
    return receipt.kind === 'taken' ? { kind: 'pending' } : receipt;
  };
}

function payout({ eventUrl, bankIds }: EcommpaySettings, { reference, amount, destination, customer }: PayoutRequest) {
  return {
    general: { payment_id: reference, merchant_callback_url: eventUrl },
    body: {
      payment: { amount: amount.amountMinor, currency: amount.currency },
      customer: toCustomerFields(customer),
      account: {
        number: destination.accountNumber,
        customer_name: destination.holderName,
        bank_id: bankIdFor(destination, bankIds),
      },
    },
  };
}

function bankProblem(destination: PayoutDestination, { bankIds }: EcommpaySettings): RequestProblem | null {
  if (bankIdFor(destination, bankIds) !== null) return null;
  return destination.providerBankId === null
    ? problem('destination.bank_code', 'is not a bank of this method')
    : problem('destination.provider_bank_id', 'must be a number');
}

/** The bank as ECommPay numbers it in this project, or null. */
function bankIdFor(
  { providerBankId, bankCode }: PayoutDestination,
  bankIds: EcommpaySettings['bankIds'],
): number | null {
  if (providerBankId === null) return bankIds.get(bankCode ?? '') ?? bankIdOf(bankCode);
  return /^[1-9]\d{0,8}$/.test(providerBankId) ? Number(providerBankId) : null;
}
