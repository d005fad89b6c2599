import type { JsonRequest } from '@hangil/adapter-kit';
import {
  type BillingKeyAtProvider,
  type BillingKeyVerdict,
  type CallContext,
  type ConfirmBillingKeyRequest,
  type IssueBillingKeyRequest,
  maskCardNumber,
  notCreated,
  type RequestProblem,
  unknown,
} from '@hangil/core';
import { cardFields, emailAndName } from '../payments/order-fields.ts';
import { cardCompanyOf } from '../tables/card-companies.ts';
import { keyDeclines } from '../tables/error-codes.ts';
import { notDone, post, type Toss } from '../toss-client.ts';
import { billingSchema } from '../wire/billing.schema.ts';
import { customerKeyOf, toProviderKey } from './customer-key.ts';

export function checkKey({ method, returnUrl, providerOptions = {} }: IssueBillingKeyRequest): RequestProblem | null {
  const [option] = Object.keys(providerOptions);
  if (option !== undefined)
    return { param: `provider_options.tosspayments.${option}`, detail: 'Toss Payments takes no options here.' };
  if (method.type === 'window')
    return returnUrl === null ? { param: 'return_url', detail: 'The window needs an address to come back to.' } : null;
  const problem = cardFields(method.card);
  return typeof problem === 'string' ? { param: 'method.birth_or_business_number', detail: problem } : null;
}

/** Keeps a card that was typed in, or hands out the window. */
export async function issueKey(
  request: IssueBillingKeyRequest,
  toss: Toss,
  context: CallContext,
): Promise<BillingKeyVerdict> {
  const { method, reference, customer, returnUrl } = request;
  const { sdkUrl, clientKey } = toss.settings;
  const customerKey = customerKeyOf(reference, toss.settings);
  const problem = checkKey(request);
  if (problem !== null) return notCreated('invalid_request', { code: null, message: problem.detail });
  if (method.type === 'key_in') {
    const body = { customerKey, ...(cardFields(method.card) as object), ...emailAndName(customer) };
    return makeKey(post('/v1/billing/authorizations/card', body, reference), request, toss, context);
  }
  const params = { method: 'CARD', successUrl: returnUrl, failUrl: returnUrl };
  const call = 'payment.requestBillingAuth';
  const init = { clientKey, customerKey };
  return {
    kind: 'pending',
    nextAction: { type: 'browser_sdk', sdk: 'tosspayments', scriptUrl: sdkUrl, call, init, params },
  };
}

/** Makes the key of what the window gave to the browser, which is good for one call: so the call needs no key of its own. */
export async function confirmKey(
  { key, authorization }: ConfirmBillingKeyRequest,
  toss: Toss,
  context: CallContext,
): Promise<BillingKeyVerdict> {
  const body = { authKey: authorization, customerKey: customerKeyOf(key.reference, toss.settings) };
  return makeKey(post('/v1/billing/authorizations/issue', body), key, toss, context);
}

async function makeKey(
  request: JsonRequest,
  { reference, channelId }: Pick<BillingKeyAtProvider, 'reference' | 'channelId'>,
  { call, settings }: Toss,
  context: CallContext,
): Promise<BillingKeyVerdict> {
  const outcome = await call(request, billingSchema, context);
  if (outcome.kind !== 'read') return notDone(outcome, keyDeclines);
  const { customerKey, billingKey, card } = outcome.value;
  if (customerKey !== customerKeyOf(reference, settings)) return unknown('the answer is about another key');
  return {
    kind: 'issued',
    reference,
    providerKey: toProviderKey(customerKey, billingKey),
    card: {
      company: card?.issuerCode == null ? null : cardCompanyOf(card.issuerCode),
      maskedNumber: card?.number == null ? null : maskCardNumber(card.number),
    },
    channels: [{ channelId, pgName: null, status: 'active', provider: null }],
  };
}
