import type { CallContext, NotCreated, PaymentVerdict, StartPaymentRequest } from '@hangil/core';
import { toCustomerFields } from './customer-fields.ts';
import type { EcommpayClient } from './ecommpay-client.ts';
import { ecommpayManifest } from './ecommpay-manifest.ts';
import type { EcommpaySettings, Flow } from './ecommpay-settings.ts';
import { waitForProvider } from './next-action.ts';
import { openPaymentPage } from './payment-page.ts';
import { toReceipt } from './receipt.ts';
import { currencyProblem, forbiddenCharacterProblem, missingCustomerField, refuse } from './request-checks.ts';

/**
 * Opens a payment. On Gate the answer only says that the request was taken: where the shopper has to go, or the account to pay
 * to, arrives by callback. With the Payment Page nothing is sent at all; the shopper's browser carries the signed request.
 */
export function makeStartPayment(settings: EcommpaySettings, client: EcommpayClient) {
  return async (request: StartPaymentRequest, { signal }: CallContext): Promise<PaymentVerdict> => {
    const flow = settings.flowByChannel.get(request.channelId);
    if (flow === undefined) return refuse(`channel ${request.channelId} is not part of this account`);
    const refusal = refusalOf(request);
    if (refusal !== null) return refusal;
    return flow === 'payment_page' ? openPaymentPage(request, settings) : sendSale(request, flow, signal);
  };

  async function sendSale(
    request: StartPaymentRequest,
    flow: Exclude<Flow, 'payment_page'>,
    signal?: AbortSignal,
  ): Promise<PaymentVerdict> {
    const { reference, amount, customer, returnUrl } = request;
    const problem =
      missingCustomerField(customer, 'id', 'ipAddress') ??
      (flow === 'gate_redirect' && returnUrl === null ? 'return_url is required' : null);
    if (problem !== null) return refuse(problem);
    const general = { payment_id: reference, merchant_callback_url: settings.eventUrl };
    const body = {
      payment: { amount: amount.amountMinor, currency: amount.currency },
      customer: toCustomerFields(customer),
      ...(flow === 'gate_redirect' ? { return_url: { success: returnUrl, decline: returnUrl } } : {}),
    };
    const forbidden = forbiddenCharacterProblem({ general, ...body });
    if (forbidden !== null) return refuse(forbidden);
    const outcome = await client.post({
      path: '/v2/payment/banks/korea/sale',
      general,
      body,
      signal,
    });
    const receipt = toReceipt(outcome, reference);
    return receipt.kind === 'taken' ? { kind: 'pending', waitsFor: 'provider', nextAction: waitForProvider } : receipt;
  }
}

function refusalOf({ method, amount }: StartPaymentRequest): NotCreated | null {
  if (method.type !== 'bank_transfer') return refuse('method.type must be bank_transfer');
  const problem = currencyProblem(amount);
  if (problem !== null) return refuse(problem);
  const { minMinor, maxMinor } = ecommpayManifest.paymentLimits?.[amount.currency] ?? { minMinor: 0, maxMinor: 0 };
  const allowed = amount.amountMinor >= minMinor && amount.amountMinor <= maxMinor;
  return allowed ? null : refuse(`amount must be from ${minMinor} to ${maxMinor}`, 'amount_not_allowed');
}
