import { type Payment, PaymentGatewayError, type PaymentId } from '@hangil/core';
import type { RecordedEntry } from '@hangil/ledger';
import { owned } from '../../decision/owned.ts';
import { everyPageOf } from '../../store/every-page.ts';
import type { TemplateRequest } from './entry-template.ts';

export async function mustLoadPayment({ dependencies, scope }: TemplateRequest, id: PaymentId): Promise<Payment> {
  return owned(await dependencies.store.payment(id), scope);
}

export function channelOfPayment({ provider, channelId }: Payment) {
  return { provider, channelId };
}

/** Entries about a payment, newest first. */
export async function entriesOfPayment(
  { dependencies: { store }, scope }: TemplateRequest,
  paymentId: PaymentId,
): Promise<RecordedEntry[]> {
  const entries: RecordedEntry[] = [];
  for await (const entry of everyPageOf((page) => store.journalEntries(scope, { paymentId }, page)))
    entries.push(entry);
  return entries;
}

/** The facts do not fit what is known. */
export function refused(detail: string): PaymentGatewayError {
  return new PaymentGatewayError('state_conflict', { detail });
}
