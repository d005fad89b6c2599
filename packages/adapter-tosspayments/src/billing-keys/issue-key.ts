import { parseJsonAnswer } from '@hangil/adapter-kit';
import {
  type BillingKeyVerdict,
  type CallContext,
  type ConfirmBillingKeyRequest,
  type IssueBillingKeyRequest,
  type IssuedBillingKey,
  maskCardNumber,
  notCreated,
  type PendingBillingKey,
  type ProviderReference,
  type RequestProblem,
} from '@hangil/core';
import { cardFields } from '../payments/card-fields.ts';
import { emailAndName } from '../payments/order-fields.ts';
import { readRefusal } from '../refusal.ts';
import type { TosspaymentsSettings } from '../settings.ts';
import { cardCompanyOf } from '../tables/card-companies.ts';
import { keyDeclines } from '../tables/error-codes.ts';
import type { TossCall, TossClient } from '../toss-client.ts';
import { billingSchema, type TossBilling } from '../wire/billing.schema.ts';

export function checkKey({ method, returnUrl, providerOptions = {} }: IssueBillingKeyRequest): RequestProblem | null {
  const [option] = Object.keys(providerOptions);
  if (option !== undefined)
    return { param: `provider_options.tosspayments.${option}`, detail: 'Toss Payments takes no options here.' };
  if (method.type === 'window')
    return returnUrl === null ? { param: 'return_url', detail: 'The window needs an address to come back to.' } : null;
  const problem = cardFields(method.card);
  return typeof problem === 'string' ? { param: 'method.birth_or_business_number', detail: problem } : null;
}

/**
 * Keeps a card that was typed in, or hands out the window. Our reference is the `customerKey`: no two keys share one, so the provider
 * is told exactly which key is meant. It is no secret (ids of one moment follow each other, and the browser sees it); what charges is
 * the provider's key, which no browser sees.
 */
export async function issueKey(
  request: IssueBillingKeyRequest,
  { client, settings }: { readonly client: TossClient; readonly settings: TosspaymentsSettings },
  context: CallContext,
): Promise<BillingKeyVerdict> {
  const { method, reference, customer } = request;
  const problem = checkKey(request);
  if (problem !== null) return notCreated('invalid_request', { code: null, message: problem.detail });
  if (method.type === 'window') return keyWindow(request, settings);
  const body = { customerKey: reference, ...(cardFields(method.card) as object), ...emailAndName(customer) };
  const path = '/v1/billing/authorizations/card';
  return make({ method: 'POST', path, body, idempotencyKey: reference }, request, client, context);
}

/** Makes the key of what the window gave to the browser, which is good for one call: so the call needs no key of its own. */
export async function confirmKey(
  { key, authorization }: ConfirmBillingKeyRequest,
  client: TossClient,
  context: CallContext,
): Promise<BillingKeyVerdict> {
  if (authorization.length > 300) return notCreated('invalid_request');
  const body = { authKey: authorization, customerKey: key.reference };
  return make({ method: 'POST', path: '/v1/billing/authorizations/issue', body }, key, client, context);
}

function keyWindow(
  { reference, returnUrl }: IssueBillingKeyRequest,
  settings: TosspaymentsSettings,
): PendingBillingKey {
  return {
    kind: 'pending',
    nextAction: {
      type: 'browser_sdk',
      sdk: 'tosspayments',
      scriptUrl: settings.sdkUrl,
      call: 'payment.requestBillingAuth',
      init: { clientKey: settings.clientKey, customerKey: reference as string },
      params: { method: 'CARD', successUrl: returnUrl, failUrl: returnUrl },
    },
  };
}

async function make(
  call: TossCall,
  { channelId }: Pick<IssueBillingKeyRequest, 'channelId'>,
  client: TossClient,
  context: CallContext,
): Promise<BillingKeyVerdict> {
  const outcome = await client.call(call, (answer) => parseJsonAnswer(answer, billingSchema), context);
  return outcome.kind === 'done' ? readKey(outcome.answer, channelId) : readRefusal(outcome, keyDeclines);
}

function readKey(
  { customerKey, billingKey, card }: TossBilling,
  channelId: IssueBillingKeyRequest['channelId'],
): IssuedBillingKey {
  return {
    kind: 'issued',
    reference: customerKey as ProviderReference,
    providerKey: billingKey,
    card: {
      company: card?.issuerCode == null ? null : cardCompanyOf(card.issuerCode),
      maskedNumber: card?.number == null ? null : maskCardNumber(card.number),
    },
    channels: [{ channelId, pgName: null, status: 'active', provider: null }],
  };
}
