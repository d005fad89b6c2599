import { cards } from './cards.ts';
import type { GatewayRow } from './gateway-row.ts';
import { moreCards } from './more-cards.ts';
import { old } from './old.ts';
import { overseas } from './overseas.ts';
import { toCapabilities } from './to-capabilities.ts';
import { verification } from './verification.ts';
import { wallets } from './wallets.ts';

/** Every PG code of the provider. */
export const gatewayRows: readonly GatewayRow[] = [
  ...cards,
  ...moreCards,
  ...wallets,
  ...overseas,
  ...verification,
  ...old,
];

const rowByCode = new Map(gatewayRows.map((row) => [row.code, row]));

/** The same table in the words of Hangil. */
export const gateways = gatewayRows.map(toCapabilities);

/** @param pg - `code` or `code.MID`; null when the channel is chosen by its key */
export function gatewayRowOf(pg: string | null): GatewayRow | null {
  return rowByCode.get(gatewayCodeOf(pg) ?? '') ?? null;
}

export function gatewayCodeOf(pg: string | null): string | null {
  return pg?.split('.')[0] ?? null;
}
