import type { PaymentVerdict, RequestProblem, StartPaymentRequest } from '@hangil/core';
import { toEcommpayDate } from './ecommpay-date.ts';
import type { EcommpaySettings } from './ecommpay-settings.ts';
import { forbiddenCharacterProblem, missingCustomerField } from './request-checks.ts';
import { sign } from './signature/signature.ts';

/** Sends the shopper to the Payment Page. ECommPay learns of the payment when he confirms it there. */
export function openPaymentPage(request: StartPaymentRequest, settings: EcommpaySettings): PaymentVerdict {
  const parameters = toPageParameters(request, settings);
  const query = new URLSearchParams({ ...parameters, signature: sign(parameters, settings.secret) });
  return {
    kind: 'pending',
    waitsFor: 'shopper',
    nextAction: { type: 'redirect', url: `${settings.paymentPageUrl}/payment?${query}`, method: 'GET', fields: {} },
  };
}

/** What is wrong with a payment for the page, or null. */
export function pageProblem(request: StartPaymentRequest, settings: EcommpaySettings): RequestProblem | null {
  const parameters = toPageParameters(request, settings);
  return missingCustomerField(request.customer, 'id') ?? forbiddenCharacterProblem(parameters);
}

/** Every parameter is a text and is signed as that text. What is unknown is left out; the page asks the shopper. */
function toPageParameters(
  request: StartPaymentRequest,
  { projectId, eventUrl }: EcommpaySettings,
): Record<string, string> {
  const { reference, amount, customer, returnUrl, expiresAt } = request;
  const parameters = {
    project_id: String(projectId),
    payment_id: reference,
    payment_amount: String(amount.amountMinor),
    payment_currency: amount.currency,
    customer_id: customer.id,
    customer_first_name: customer.firstName,
    customer_last_name: customer.lastName,
    customer_email: customer.email,
    language_code: customer.language,
    force_payment_method: 'online-korean-banks',
    merchant_callback_url: eventUrl,
    redirect_success_url: returnUrl,
    redirect_fail_url: returnUrl,
    best_before: expiresAt === null ? null : toEcommpayDate(expiresAt),
  };
  return Object.fromEntries(
    Object.entries(parameters).filter((parameter): parameter is [string, string] => Boolean(parameter[1])),
  );
}
