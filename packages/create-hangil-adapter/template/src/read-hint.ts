import { parseJsonAnswer } from '@hangil/adapter-kit';
import type { ProviderEventPort, ProviderReference } from '@hangil/core';
import { z } from 'zod';

/** Only what tells one event from another and whom it is about: an event that is not signed decides nothing. */
const named = z.object({ id: z.string().min(1), reference: z.string() });
const hintSchema = z.object({ event_id: z.string().min(1), charge: named });
const transferHintSchema = z.object({ event_id: z.string().min(1), transfer: named }); // @only payouts

/** Anyone may have sent the event, so it is a hint: the engine asks the provider. */
export const readHint: ProviderEventPort['read'] = ({ body }) => {
  const payment = parseJsonAnswer({ body }, hintSchema);
  if (payment.ok) return hint(payment.value.event_id, payment.value.charge);
  // @if payouts
  const payout = parseJsonAnswer({ body }, transferHintSchema);
  if (payout.ok) return hint(payout.value.event_id, payout.value.transfer);
  // @end
  return { kind: 'rejected', reason: 'unreadable' };
};

function hint(eventKey: string, { id, reference }: z.output<typeof named>): ReturnType<ProviderEventPort['read']> {
  return {
    kind: 'accepted',
    eventKey,
    subject: { reference: reference as ProviderReference, providerTransactionId: id },
    content: { kind: 'hint' },
  };
}
