import { type BillingKeyVerdict, type IssueBillingKeyRequest, type KeyInCard, notCreated } from '@hangil/core';
import { groupedCardNumber, withoutCardData } from '../card-data.ts';
import { failedVerdict } from '../client/failed-verdict.ts';
import type { IamportOutcome } from '../client/outcome.ts';
import type { IamportContext } from '../iamport-context.ts';
import { billingKeyOptionsSchema } from '../options/billing-key-options.ts';
import { readOptions } from '../options/read-options.ts';
import { shortened } from '../payments/order-fields.ts';
import type { IamportChannel } from '../settings.ts';
import { billingKeySchema, type WireBillingKey } from '../wire/billing-key.schema.ts';
import { openKeyWindow } from './open-key-window.ts';
import { readKey } from './read-key.ts';

/**
 * Issues a key under our own `customer_uid`, which no other key ever has: using one again would replace the former key without
 * telling its PG.
 */
export async function issueKey(
  request: IssueBillingKeyRequest,
  context: IamportContext,
  signal: AbortSignal,
): Promise<BillingKeyVerdict> {
  const channel = context.settings.channels.get(request.channelId);
  const options = readOptions(request.providerOptions, billingKeyOptionsSchema);
  if (channel === undefined || !options.ok)
    return notCreated('invalid_request', { code: null, message: `channel ${request.channelId} cannot issue this key` });
  const { method } = request;
  if (method.type === 'window') return openKeyWindow(request, channel, context);
  const body = {
    ...channelFields(channel, options.value.channel_group_id),
    ...cardFields(method.card),
    ...customerFields(request),
  };
  const path = `/subscribe/customers/${encodeURIComponent(request.reference)}`;
  const outcome = await context.client.call({ method: 'POST', path, body }, billingKeySchema, signal);
  const verdict = toVerdict(outcome, request, context);
  return 'provider' in verdict ? { ...verdict, provider: withoutCardData(verdict.provider, method.card) } : verdict;
}

/** Of a group the provider takes every active channel and ignores a single one. */
function channelFields({ pg, channelKey }: IamportChannel, groupId: string | undefined) {
  if (groupId !== undefined) return { channel_group_id: groupId };
  return { ...(pg === null ? {} : { pg }), ...(channelKey === null ? {} : { channel_key: channelKey }) };
}

function cardFields(card: KeyInCard) {
  return {
    card_number: groupedCardNumber(card.cardNumber),
    expiry: card.expiry,
    birth: card.birthOrBusinessNumber ?? undefined,
    pwd_2digit: card.password2Digits ?? undefined,
  };
}

export function customerFields({ customer }: Pick<IssueBillingKeyRequest, 'customer'>) {
  const { id, name, lastName, firstName, phone, email } = customer;
  const whole = name ?? [lastName, firstName].filter((part) => part !== null).join(' ');
  return {
    ...(id === null ? {} : { customer_id: id }),
    ...(whole === '' ? {} : { customer_name: shortened(whole, 20) }),
    ...(phone === null ? {} : { customer_tel: shortened(phone, 20) }),
    ...(email === null ? {} : { customer_email: shortened(email, 200) }),
  };
}

function toVerdict(
  outcome: IamportOutcome<WireBillingKey>,
  { channelId }: IssueBillingKeyRequest,
  { settings }: IamportContext,
): BillingKeyVerdict {
  if (outcome.kind !== 'done') return failedVerdict(outcome);
  return readKey(outcome.value, channelId, settings);
}
