import type {
  Clock,
  PaymentReading,
  PayoutReading,
  ProviderEventContent,
  ProviderEventReading,
  ProviderReference,
  RawProviderEvent,
} from '@hangil/core';
import type { Account } from './account.ts';
import { type NoticeBody, signatureOf } from './notices.ts';

/** Verifies and reads a notice as the adapter of this provider does. */
export function readNotice(
  { id, personality }: Pick<Account, 'id' | 'personality'>,
  { body }: RawProviderEvent,
  clock: Clock,
): ProviderEventReading {
  const notice = parse(body);
  if (notice === null) return { kind: 'rejected', reason: 'unreadable' };
  const { trust } = personality.manifest.events;
  if (trust === 'evidence' && notice.signature !== signatureOf(id, notice))
    return { kind: 'rejected', reason: 'bad_signature' };
  if (notice.readableUntilMs !== null && clock.now().getTime() > notice.readableUntilMs)
    return { kind: 'rejected', reason: 'bad_signature' };
  return {
    kind: 'accepted',
    eventKey: `${notice.transactionId}:${notice.serial}`,
    subject: { reference: notice.reference as ProviderReference, providerTransactionId: notice.transactionId },
    content: trust === 'hint' ? { kind: 'hint' } : contentOf(notice),
  };
}

function contentOf({ about, reading }: NoticeBody): ProviderEventContent {
  const revived = revive(reading as { readonly occurredAt?: string });
  return about === 'payment'
    ? { kind: 'payment', reading: revived as unknown as PaymentReading }
    : { kind: 'payout', reading: revived as unknown as PayoutReading };
}

function revive<Reading extends { readonly occurredAt?: string }>(reading: Reading) {
  return reading.occurredAt === undefined ? reading : { ...reading, occurredAt: new Date(reading.occurredAt) };
}

function parse(body: Uint8Array): NoticeBody | null {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as NoticeBody;
  } catch {
    return null;
  }
}
