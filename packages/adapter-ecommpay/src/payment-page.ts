import type { NextAction, PaymentVerdict, RequestProblem, StartPaymentRequest } from '@hangil/core';
import { toEcommpayDate } from './ecommpay-date.ts';
import type { EcommpaySettings } from './ecommpay-settings.ts';
import { forbiddenCharacterProblem, missingCustomerField } from './request-checks.ts';
import { sign } from './signature/signature.ts';

/**
 * Sends the shopper to the Payment Page, or opens it as a window over the shop. ECommPay learns of the payment when he confirms it
 * there; the window's own messages describe the screen and are not believed.
 */
export function openPaymentPage(request: StartPaymentRequest, settings: EcommpaySettings): PaymentVerdict {
  const parameters = toPageParameters(request, settings);
  const signed = { ...parameters, signature: sign(parameters, settings.secret) };
  const isWindow = settings.windowChannels.has(request.channelId);
  const nextAction = isWindow ? widget(signed, settings) : page(signed, settings);
  return { kind: 'pending', waitsFor: 'shopper', nextAction };
}

function page(signed: Record<string, string>, { paymentPageUrl }: EcommpaySettings): NextAction {
  const url = `${paymentPageUrl}/payment?${new URLSearchParams(signed)}`;
  return { type: 'redirect', url, method: 'GET', fields: {} };
}

/** `EPayWidget.run(params)` of the platform's script; `init` names the style sheet that belongs to it. */
function widget(signed: Record<string, string>, { paymentPageUrl }: EcommpaySettings): NextAction {
  return {
    type: 'browser_sdk',
    sdk: 'ecommpay',
    scriptUrl: `${paymentPageUrl}/shared/merchant.js`,
    call: 'EPayWidget.run',
    init: { style_url: `${paymentPageUrl}/shared/merchant.css` },
    params: signed,
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
    merchant_success_url: returnUrl,
    merchant_fail_url: returnUrl,
    merchant_return_url: returnUrl,
    best_before: expiresAt === null ? null : toEcommpayDate(expiresAt),
  };
  return Object.fromEntries(
    Object.entries(parameters).filter((parameter): parameter is [string, string] => Boolean(parameter[1])),
  );
}
