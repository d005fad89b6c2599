import type { OutgoingEvent } from '@hangil/engine';
import { presentDocument } from '../documents/present-document.ts';
import { presentPayment } from '../payments/present-payment.ts';
import { presentListedPayout } from '../payouts/present-payout.ts';
import { presentInstant } from '../present-common.ts';
import { presentRefund } from '../refunds/present-refund.ts';
import { presentWebhookEndpoint } from '../webhook-endpoints/present-webhook-endpoint.ts';

/** Version of the API whose shapes stand in `data.object`. */
const apiVersion = 'v1';

/** An event as it is listed and as it is sent: byte for byte the same at every attempt. */
export function presentEvent(event: OutgoingEvent) {
  return {
    id: event.id,
    object: 'event' as const,
    type: event.type,
    api_version: apiVersion,
    created_at: presentInstant(event.createdAt),
    sequence: event.sequence,
    livemode: event.livemode,
    data: { object: presentSnapshot(event.snapshot) },
  };
}

function presentSnapshot(snapshot: OutgoingEvent['snapshot']): object {
  switch (snapshot.kind) {
    case 'payment':
      return presentPayment(snapshot.value);
    case 'refund':
      return presentRefund(snapshot.value);
    case 'payout':
      return presentListedPayout(snapshot.value);
    case 'document':
      return presentDocument(snapshot.value);
    case 'webhook_endpoint':
      return presentWebhookEndpoint(snapshot.value);
  }
}
