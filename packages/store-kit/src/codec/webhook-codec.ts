import type { WebhookDelivery, WebhookEndpoint } from '@hangil/engine';
import { joinDocument, type Plain, toInstant, toMilliseconds } from './plain.ts';

export type WebhookEndpointRow = ReturnType<typeof toWebhookEndpointRow>;
export type WebhookDeliveryRow = ReturnType<typeof toWebhookDeliveryRow>;

/** What of an endpoint stands in no column. */
function documentOf(value: WebhookEndpoint) {
  const { id, version, merchantId, livemode, status, source, position, ...document } = value;
  return document;
}

type EndpointDocument = ReturnType<typeof documentOf>;

export function toWebhookEndpointRow(value: WebhookEndpoint) {
  const { id, version, merchantId, livemode, status, source, position } = value;
  return {
    id,
    version,
    merchantId,
    livemode,
    status,
    source,
    position,
    document: JSON.stringify(documentOf(value)),
  };
}

export function fromWebhookEndpointRow({ document, ...columns }: WebhookEndpointRow): WebhookEndpoint {
  return fromPlainWebhookEndpoint(joinDocument<EndpointDocument, typeof columns>(document, columns));
}

export function fromPlainWebhookEndpoint(plain: Plain<WebhookEndpoint>): WebhookEndpoint {
  return {
    ...plain,
    secrets: plain.secrets.map(({ sealed, expiresAt }) => ({ sealed, expiresAt: toInstant(expiresAt) })),
    createdAt: toInstant(plain.createdAt),
    enabledAt: toInstant(plain.enabledAt),
  };
}

export function toWebhookDeliveryRow(value: WebhookDelivery) {
  return {
    ...value,
    nextAttemptAt: toMilliseconds(value.nextAttemptAt),
    createdAt: value.createdAt.getTime(),
    begunAt: value.begunAt.getTime(),
    finishedAt: toMilliseconds(value.finishedAt),
  };
}

export function fromWebhookDeliveryRow(row: WebhookDeliveryRow): WebhookDelivery {
  return {
    ...row,
    nextAttemptAt: toInstant(row.nextAttemptAt),
    createdAt: toInstant(row.createdAt),
    begunAt: toInstant(row.begunAt),
    finishedAt: toInstant(row.finishedAt),
  };
}
