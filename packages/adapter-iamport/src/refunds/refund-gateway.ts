import type { PaymentAtProvider } from '@hangil/core';
import type { IamportSettings } from '../settings.ts';
import { gatewayCodeOf } from '../tables/gateways/index.ts';

/** Code of the PG that has the money: as the provider told it, else the one of the channel; null when neither says. */
export function refundGateway(
  { pg, channelId }: PaymentAtProvider,
  { channels }: Pick<IamportSettings, 'channels'>,
): string | null {
  return gatewayCodeOf(pg ?? channels.get(channelId)?.pg ?? null);
}
