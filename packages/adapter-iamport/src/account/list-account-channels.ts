import { type AccountChannel, type AccountChannelPort, unknown } from '@hangil/core';
import type { IamportContext } from '../iamport-context.ts';
import type { IamportSettings } from '../settings.ts';
import { accountChannelsSchema, type WireAccountChannel } from '../wire/service.schemas.ts';

/** The contracts (MIDs) that stand in the console of this account. */
export async function listAccountChannels(
  { client, settings }: IamportContext,
  signal: AbortSignal,
): ReturnType<AccountChannelPort['list']> {
  const outcome = await client.call({ method: 'GET', path: '/users/pg' }, accountChannelsSchema, signal);
  if (outcome.kind === 'done')
    return { kind: 'channels', channels: outcome.value.map((row) => toChannel(row, settings)) };
  return unknown(outcome.kind === 'refused' ? `refused, http ${outcome.httpStatus}` : outcome.cause);
}

function toChannel(row: WireAccountChannel, settings: IamportSettings): AccountChannel {
  return {
    pg: row.pgProvider,
    merchantPgId: row.pgId,
    name: row.channelName,
    purpose: purposes[row.type ?? ''] ?? 'other',
    sandbox: row.sandbox,
    channelIds: [...settings.channels].filter(([, channel]) => means(channel, row)).map(([id]) => id),
  };
}

const purposes: Readonly<Record<string, AccountChannel['purpose']>> = {
  payment: 'payment',
  api_payment: 'payment_by_api',
  certification: 'identity_verification',
};

/** By its key where both have one, else by PG and merchant id; a configured PG without an id means each of that PG. */
function means(
  { pg, channelKey }: { readonly pg: string | null; readonly channelKey: string | null },
  row: WireAccountChannel,
): boolean {
  if (channelKey !== null && row.channelKey !== null) return channelKey === row.channelKey;
  if (pg === null) return false;
  const dot = pg.indexOf('.');
  const [code, id] = dot < 0 ? [pg, null] : [pg.slice(0, dot), pg.slice(dot + 1)];
  return code === row.pgProvider && (id === null || id === row.pgId);
}
