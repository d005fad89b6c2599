import { type CancelVerdict, type PaymentAtProvider, type PaymentVerdict, unknown } from '@hangil/core';
import type { IamportContext } from '../iamport-context.ts';
import type { WindowOptions } from '../options/window-options.ts';
import { gatewayCodeOf } from '../tables/gateways/index.ts';
import { paymentSchema } from '../wire/payment.schema.ts';
import { toCancelVerdict } from './cancel-payment.ts';
import type { Charge } from './charge.ts';
import { toChargeVerdict } from './charge-verdict.ts';
import { orderFields } from './order-fields.ts';
import { viewOf } from './read-payment.ts';

/** The only PG with numbers that are paid in convenience stores. */
const gateway = 'galaxia';

/** Registers a barcode of the merchant that is paid at the counter of a convenience store. */
export async function registerStoreNumber(
  { request, channel }: Charge,
  { barcode }: NonNullable<WindowOptions['store_number']>,
  context: IamportContext,
  signal: AbortSignal,
): Promise<PaymentVerdict> {
  const body = {
    ...orderFields(request),
    channel_key: channel.channelKey,
    barcode,
    expired_at: request.expiresAt === null ? undefined : Math.floor(request.expiresAt.getTime() / 1000),
    ...(channel.confirmProcess ? { confirm_url: `${context.eventUrl}/approval` } : {}),
    notice_url: [context.eventUrl],
  };
  const outcome = await context.client.call({ method: 'POST', path: '/cvs', body }, paymentSchema, signal);
  const verdict = toChargeVerdict(outcome, viewOf('convenience_store', context));
  return verdict.kind === 'pending' ? { ...verdict, waitsFor: 'deposit' } : verdict;
}

/** Takes the barcode back. A window for convenience stores of another PG leaves nothing to take back. */
export async function revokeStoreNumber(
  { providerPaymentId, channelId }: PaymentAtProvider,
  { client, settings }: IamportContext,
  signal: AbortSignal,
): Promise<CancelVerdict> {
  if (gatewayCodeOf(settings.channels.get(channelId)?.pg ?? null) !== gateway) return { kind: 'canceled' };
  if (providerPaymentId === null) return unknown('the number to revoke is not known');
  const path = `/cvs/${encodeURIComponent(providerPaymentId)}`;
  return toCancelVerdict(await client.call({ method: 'DELETE', path }, paymentSchema, signal));
}
