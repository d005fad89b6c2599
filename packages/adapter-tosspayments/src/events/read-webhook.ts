import { parseJsonAnswer } from '@hangil/adapter-kit';
import type { ProviderEventReading, ProviderReference, RawProviderEvent } from '@hangil/core';
import { webhookSchema } from '../wire/webhook.schema.ts';

/**
 * Reads a webhook. Events of payments carry no signature, and the secret of a deposit event could only be compared with one that
 * had been kept: anyone may have sent it, so it is a hint to ask.
 */
export function readWebhook({ body }: RawProviderEvent): ProviderEventReading {
  const parsed = parseJsonAnswer({ body }, webhookSchema);
  if (!parsed.ok) return { kind: 'rejected', reason: 'unreadable' };
  const event = parsed.value;
  if ('data' in event) {
    const { paymentKey, orderId, status, lastTransactionKey } = event.data;
    const key = [event.createdAt, paymentKey, orderId, status, lastTransactionKey ?? null];
    return hint(key, orderId, paymentKey);
  }
  if ('orderId' in event) {
    const { createdAt, orderId, status, transactionKey } = event;
    return hint([createdAt, orderId, status, transactionKey ?? null], orderId, null);
  }
  return {
    kind: 'accepted',
    eventKey: JSON.stringify([event.createdAt, event.eventType]),
    subject: { reference: null, providerTransactionId: null },
    content: { kind: 'ignored' },
  };
}

function hint(key: unknown[], orderId: string, providerTransactionId: string | null): ProviderEventReading {
  return {
    kind: 'accepted',
    eventKey: JSON.stringify(key),
    subject: { reference: orderId as ProviderReference, providerTransactionId },
    content: { kind: 'hint' },
  };
}
