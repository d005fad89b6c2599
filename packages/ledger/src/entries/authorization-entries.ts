import type { Money, PaymentId } from '@hangil/core';
import { inputVat, merchantPending, type ProviderChannel, providerFee, receivable } from '../account.ts';
import { type JournalEntry, journalEntry } from '../journal-entry.ts';
import { type EntryContext, noSubject, signedLines, transfer } from './entry-context.ts';

interface AuthorizationEvent {
  readonly paymentId: PaymentId;
  readonly channel: ProviderChannel;
  readonly amount: Money;
}

/** The issuer holds the amount for us; nothing is owed yet. */
export function paymentAuthorized(context: EntryContext, event: AuthorizationEvent): JournalEntry {
  const { paymentId, channel, amount } = event;
  return journalEntry({
    ...noSubject,
    ...context,
    kind: 'authorization',
    sourceKey: `authorization:${paymentId}`,
    paymentId,
    lines: transfer(amount, receivable(channel), merchantPending(context.merchantId), 'pending'),
  });
}

/** The hold was given back, by us or by its deadline. `amount` is what was still held. */
export function authorizationEnded(
  context: EntryContext,
  event: AuthorizationEvent & { readonly by: 'void' | 'expire' },
): JournalEntry {
  const { paymentId, channel, amount, by } = event;
  return journalEntry({
    ...noSubject,
    ...context,
    kind: `authorization_${by}`,
    sourceKey: `authorization_end:${paymentId}`,
    paymentId,
    lines: transfer(amount, merchantPending(context.merchantId), receivable(channel), 'pending'),
  });
}

/**
 * Part or all of a hold was taken: as much of the hold ends as `released` says, and the captured amount is owed. Where a provider captures
 * once, the whole hold is released.
 */
export function paymentCaptured(
  context: EntryContext,
  event: AuthorizationEvent & { readonly captureId: string; readonly released: Money },
): JournalEntry {
  const { paymentId, channel, amount, captureId, released } = event;
  const merchant = merchantPending(context.merchantId);
  return journalEntry({
    ...noSubject,
    ...context,
    kind: 'capture',
    sourceKey: `capture:${paymentId}:${captureId}`,
    paymentId,
    lines: [
      ...transfer(released, merchant, receivable(channel), 'pending'),
      ...transfer(amount, receivable(channel), merchant),
    ],
  });
}

/** A sale paid with several means at once: each channel owes its part, the merchant has earned the sum. */
export function splitTenderSold(
  context: EntryContext,
  event: {
    readonly paymentId: PaymentId;
    readonly parts: readonly { readonly channel: ProviderChannel; readonly amount: Money }[];
  },
): JournalEntry {
  const { paymentId, parts } = event;
  return journalEntry({
    ...noSubject,
    ...context,
    kind: 'sale',
    sourceKey: `sale:${paymentId}`,
    paymentId,
    lines: parts.flatMap(({ channel, amount }) =>
      transfer(amount, receivable(channel), merchantPending(context.merchantId)),
    ),
  });
}

/** The provider tells its fee with the sale: it will owe that much less. */
export function saleFeeTold(
  context: EntryContext,
  event: {
    readonly paymentId: PaymentId;
    readonly channel: ProviderChannel;
    readonly fee: Money;
    readonly vatMinor: number;
  },
): JournalEntry {
  const { paymentId, channel, fee, vatMinor } = event;
  return journalEntry({
    ...noSubject,
    ...context,
    kind: 'sale_fee',
    sourceKey: `sale_fee:${paymentId}`,
    paymentId,
    lines: signedLines(fee.currency, [
      [providerFee(channel.provider), fee.amountMinor],
      [inputVat, vatMinor],
      [receivable(channel), -(fee.amountMinor + vatMinor)],
    ]),
  });
}
