import { hmacSha256, isSameText, parseJsonAnswer } from '@hangil/adapter-kit';
import type { ProviderEventPort, ProviderReference } from '@hangil/core';
import { z } from 'zod';
import { toPayment } from './verdicts.ts';
import { eventSchema } from './wire.ts';

/** The provider signs the bytes of the body (HMAC-SHA256, hex), so an event is evidence and stands for an inquiry. */
export function readEvent(eventKey: string): ProviderEventPort['read'] {
  return ({ headers, body }) => {
    if (!parseJsonAnswer({ body }, z.unknown()).ok) return { kind: 'rejected', reason: 'unreadable' };
    const isSigned = isSameText(headers['x-minimal-bank-signature'], hmacSha256(eventKey, body));
    if (!isSigned) return { kind: 'rejected', reason: 'bad_signature' };
    const event = parseJsonAnswer({ body }, eventSchema);
    if (!event.ok) return { kind: 'rejected', reason: 'unreadable' };
    const { event_id, charge } = event.value;
    return {
      kind: 'accepted',
      eventKey: event_id,
      subject: { reference: charge.reference as ProviderReference, providerTransactionId: charge.id },
      content: { kind: 'payment', reading: toPayment(charge) },
    };
  };
}
