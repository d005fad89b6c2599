import type { CallContext, PaymentVerdict, RequestProblem, StartPaymentRequest } from '@hangil/core';
import { toCustomerFields } from './customer-fields.ts';
import type { EcommpayClient } from './ecommpay-client.ts';
import { ecommpayManifest } from './ecommpay-manifest.ts';
import type { EcommpaySettings, Flow } from './ecommpay-settings.ts';
import { waitForProvider } from './next-action.ts';
import { openPaymentPage, pageProblem } from './payment-page.ts';
import { toReceipt } from './receipt.ts';
import { currencyProblem, forbiddenCharacterProblem, missingCustomerField, problem, refuse } from './request-checks.ts';

type GateFlow = Exclude<Flow, 'payment_page'>;

/** What is wrong with a payment for this account, or null. */
export function checkPayment(settings: EcommpaySettings, request: StartPaymentRequest): RequestProblem | null {
  const flow = settings.flowByChannel.get(request.channelId);
  if (flow === undefined) return problem('channel_id', 'is not part of this account');
  return (
    methodProblem(request) ??
    (flow === 'payment_page' ? pageProblem(request, settings) : gateProblem(settings, request, flow))
  );
}

/**
 * Opens a payment. On Gate the answer only says that the request was taken: where the shopper has to go, or the account to pay
 * to, arrives by callback. With the Payment Page nothing is sent at all; the shopper's browser carries the signed request.
 */
export function makeStartPayment(settings: EcommpaySettings, client: EcommpayClient) {
  return async (request: StartPaymentRequest, { signal }: CallContext): Promise<PaymentVerdict> => {
    const flow = settings.flowByChannel.get(request.channelId);
    const wrong = checkPayment(settings, request);
    if (flow === undefined || wrong !== null)
      return refuse(wrong?.detail ?? 'no such channel', wrong?.param === 'amount' ? 'amount_not_allowed' : undefined);
    if (flow === 'payment_page') return openPaymentPage(request, settings);
    const outcome = await client.post({
      path: '/v2/payment/banks/korea/sale',
      ...sale(settings, request, flow),
      signal,
    });
    const receipt = toReceipt(outcome, request.reference);
    return receipt.kind === 'taken' ? { kind: 'pending', waitsFor: 'provider', nextAction: waitForProvider } : receipt;
  };
}

function sale({ eventUrl }: EcommpaySettings, request: StartPaymentRequest, flow: GateFlow) {
  const { reference, amount, customer, returnUrl } = request;
  return {
    general: { payment_id: reference, merchant_callback_url: eventUrl },
    body: {
      payment: { amount: amount.amountMinor, currency: amount.currency },
      customer: toCustomerFields(customer),
      ...(flow === 'gate_redirect' ? { return_url: { success: returnUrl, decline: returnUrl } } : {}),
    },
  };
}

function gateProblem(settings: EcommpaySettings, request: StartPaymentRequest, flow: GateFlow): RequestProblem | null {
  const missing = missingCustomerField(request.customer, 'id', 'ipAddress');
  if (missing !== null) return missing;
  if (flow === 'gate_redirect' && request.returnUrl === null) return problem('return_url', 'is required');
  const { general, body } = sale(settings, request, flow);
  return forbiddenCharacterProblem({ general, ...body });
}

function methodProblem({ method, amount }: StartPaymentRequest): RequestProblem | null {
  if (method.type !== 'bank_transfer') return problem('method.type', 'must be bank_transfer');
  const wrong = currencyProblem(amount);
  if (wrong !== null) return wrong;
  const { minMinor, maxMinor } = ecommpayManifest.paymentLimits?.[amount.currency] ?? { minMinor: 0, maxMinor: 0 };
  const allowed = amount.amountMinor >= minMinor && amount.amountMinor <= maxMinor;
  return allowed ? null : problem('amount', `must be from ${minMinor} to ${maxMinor}`);
}
