import { type NotCreated, notCreated, type StartPaymentRequest, sameMoney } from '@hangil/core';
import { toNotCreated } from '../client/failed-verdict.ts';
import type { Refused } from '../client/outcome.ts';
import type { IamportContext } from '../iamport-context.ts';
import { toDeclineReason } from '../tables/error-reasons.ts';
import { preparedSchema, type WirePrepared } from '../wire/prepare.schema.ts';
import { orderFields } from './order-fields.ts';
import { toMoney } from './read-payment.ts';

/**
 * Registers the amount, so that a window asking for another one is refused by the provider before it opens. An earlier
 * registration of the same amount is as good; one of another amount is changed. Moves no money.
 *
 * @returns null when the amount is registered
 */
export async function prepareAmount(
  request: StartPaymentRequest,
  context: IamportContext,
  signal: AbortSignal,
): Promise<NotCreated | null> {
  const { merchant_uid, amount, currency } = orderFields(request);
  const body = { merchant_uid, amount, currency };
  const outcome = await context.client.call(
    { method: 'POST', path: '/payments/prepare', body },
    preparedSchema,
    signal,
  );
  switch (outcome.kind) {
    case 'done':
      return registers(outcome.value, request) ? null : contradicted;
    case 'refused':
      return (await isRegisteredNow(request, context, signal)) ? null : refused(outcome);
    case 'not_done':
      return toNotCreated(outcome);
    case 'uncertain':
      return notCreated('provider_unavailable', { code: null, message: outcome.cause });
    default:
      return outcome satisfies never;
  }
}

const contradicted = notCreated('invalid_request', { code: null, message: 'the provider registered another order' });

function refused({ provider }: Refused): NotCreated {
  const reason = toDeclineReason(provider);
  return notCreated(reason === 'other' ? 'invalid_request' : reason, provider);
}

/**
 * The refusal may only mean that the order has a registration. What is read back decides, not the answer to the change: the answer
 * can be lost.
 */
async function isRegisteredNow(
  request: StartPaymentRequest,
  context: IamportContext,
  signal: AbortSignal,
): Promise<boolean> {
  const registered = await registrationOf(request, context, signal);
  if (registered === null) return false;
  if (registers(registered, request)) return true;
  const { merchant_uid, amount, currency } = orderFields(request);
  const body = { merchant_uid, amount, currency };
  await context.client.call({ method: 'PUT', path: '/payments/prepare', body }, preparedSchema, signal);
  const changed = await registrationOf(request, context, signal);
  return changed !== null && registers(changed, request);
}

async function registrationOf(
  { reference }: StartPaymentRequest,
  { client }: IamportContext,
  signal: AbortSignal,
): Promise<WirePrepared | null> {
  const path = `/payments/prepare/${encodeURIComponent(reference)}`;
  const found = await client.call({ method: 'GET', path }, preparedSchema, signal);
  return found.kind === 'done' ? found.value : null;
}

function registers(prepared: WirePrepared, { reference, amount }: StartPaymentRequest): boolean {
  const registered = toMoney(prepared.amount, prepared.currency ?? amount.currency);
  return prepared.merchantUid === reference && registered !== null && sameMoney(registered, amount);
}
