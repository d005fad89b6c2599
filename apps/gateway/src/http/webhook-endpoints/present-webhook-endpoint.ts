import type { WebhookEndpoint } from '@hangil/engine';
import type { z } from 'zod';
import { presentInstant } from '../present-common.ts';
import type { webhookEndpointSchema } from './schemas.ts';

/** Never with a secret; `secret` is added once where it was made. */
export function presentWebhookEndpoint(endpoint: WebhookEndpoint): z.input<typeof webhookEndpointSchema> {
  return {
    object: 'webhook_endpoint',
    id: endpoint.id,
    livemode: endpoint.livemode,
    created_at: presentInstant(endpoint.createdAt),
    url: endpoint.url,
    events: [...endpoint.events],
    description: endpoint.description,
    status: endpoint.status,
    disabled_reason: endpoint.disabledReason,
    source: endpoint.source,
  };
}

/** When the secret before the present one stops signing, or null when there is none any more. */
export function previousSecretExpiresAt({ secrets }: WebhookEndpoint): string | null {
  const expiresAt = secrets[1]?.expiresAt ?? null;
  return expiresAt === null ? null : presentInstant(expiresAt);
}
