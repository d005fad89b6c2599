import type { WebhookEndpoint } from '@hangil/engine';
import type { MerchantConfiguration } from '../configuration/merchants.ts';
import type { SecretBox } from './secret-box.ts';

/** Finds the secrets that sign for an endpoint at a time: one, or two while a rotation overlaps. */
export type EndpointSecrets = (endpoint: WebhookEndpoint, at: Date) => readonly string[];

/** Secrets of the configuration stay there and are not stored. */
export function createEndpointSecrets(merchants: readonly MerchantConfiguration[], box: SecretBox): EndpointSecrets {
  const configured = new Map(
    merchants.flatMap(({ id, webhookEndpoints }) =>
      webhookEndpoints.map(({ url, secret }) => [JSON.stringify([id, url]), secret] as const),
    ),
  );
  return ({ merchantId, url, source, secrets }, at) => {
    if (source === 'config')
      return [configured.get(JSON.stringify([merchantId, url]))].filter((it) => it !== undefined);
    return secrets
      .filter(({ expiresAt }) => expiresAt === null || expiresAt > at)
      .map(({ sealed }) => box.open(sealed));
  };
}
