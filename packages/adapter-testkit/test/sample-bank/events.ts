import { parseJsonAnswer } from '@hangil/adapter-kit';
import type { ProviderEventPort, ProviderEventReading, ProviderReference } from '@hangil/core';
import { z } from 'zod';
import { toPaymentVerdict, toPayoutVerdict } from './verdicts.ts';
import { eventSchema, isSigned } from './wire.ts';

export function createEvents(secret: string): ProviderEventPort {
  return {
    read({ headers, body }) {
      if (!parseJsonAnswer({ body }, z.unknown()).ok) return { kind: 'rejected', reason: 'unreadable' };
      if (!isSigned(body, headers['x-signature'], secret)) return { kind: 'rejected', reason: 'bad_signature' };
      return readEvent(body);
    },
  };
}

/** Reads an event without asking whether the bank has sent it. */
export function readEvent(body: Uint8Array): ProviderEventReading {
  const parsed = parseJsonAnswer({ body }, eventSchema);
  if (!parsed.ok) return { kind: 'rejected', reason: 'unreadable' };
  const { event_id: eventKey, payment, transfer } = parsed.value;
  const about = payment ?? transfer;
  const subject = {
    reference: (about?.reference ?? null) as ProviderReference | null,
    providerTransactionId: about?.id ?? null,
  };
  const accepted = { kind: 'accepted', eventKey, subject } as const;
  if (payment) return { ...accepted, content: { kind: 'payment', reading: toPaymentVerdict(payment) } };
  if (transfer) return { ...accepted, content: { kind: 'payout', reading: toPayoutVerdict(transfer) } };
  return { ...accepted, content: { kind: 'ignored' } };
}
