import type { Money, PaymentId } from '@hangil/core';
import {
  chargebackLoss,
  disputeFeeExpense,
  disputeHeld,
  disputeReserve,
  merchantAvailable,
  merchantPending,
  type ProviderChannel,
  receivable,
} from '../account.ts';
import { type JournalEntry, type JournalKind, journalEntry, type Posting } from '../journal-entry.ts';
import { type EntryContext, noSubject, signedLines, transfer } from './entry-context.ts';

/** `disputeId` is the provider's. In a platform's book the disputed amount is also held back from the merchant. */
interface DisputeEvent {
  readonly disputeId: string;
  readonly paymentId: PaymentId;
  readonly channel: ProviderChannel;
  readonly amount: Money;
  readonly book: 'own' | 'platform';
}

/** A dispute is opened once and ends once, won or lost. Names of disputes are the provider's own. */
function disputeEntry(
  context: EntryContext,
  kind: JournalKind,
  { disputeId, paymentId, channel }: DisputeEvent,
  lines: Posting[],
): JournalEntry {
  const step = kind === 'dispute_open' ? 'dispute_open' : 'dispute_end';
  const sourceKey = `${step}:${channel.provider}:${disputeId}`;
  return journalEntry({ ...noSubject, ...context, kind, sourceKey, paymentId, lines });
}

/** The provider withholds the amount, and its fee. */
export function disputeOpened(
  context: EntryContext,
  event: DisputeEvent & { readonly feeMinor: number },
): JournalEntry {
  const { channel, amount, book, feeMinor } = event;
  const { merchantId } = context;
  const withheld = signedLines(amount.currency, [
    [disputeHeld(channel), amount.amountMinor],
    [disputeFeeExpense(channel.provider), feeMinor],
    [receivable(channel), -(amount.amountMinor + feeMinor)],
  ]);
  const heldBack = book === 'own' ? [] : transfer(amount, merchantPending(merchantId), disputeReserve(merchantId));
  return disputeEntry(context, 'dispute_open', event, [...withheld, ...heldBack]);
}

/** The provider owes the amount again. */
export function disputeWon(context: EntryContext, event: DisputeEvent): JournalEntry {
  const { channel, amount, book } = event;
  const { merchantId } = context;
  const givenBack = book === 'own' ? [] : transfer(amount, disputeReserve(merchantId), merchantAvailable(merchantId));
  const lines = [...transfer(amount, receivable(channel), disputeHeld(channel)), ...givenBack];
  return disputeEntry(context, 'dispute_won', event, lines);
}

/** The money is gone: at the cost of the sale, of the merchant of a platform, or of the operator. */
export function disputeLost(
  context: EntryContext,
  event: DisputeEvent & { readonly borneBy: 'merchant' | 'operator' },
): JournalEntry {
  const { channel, amount, book, borneBy } = event;
  const { merchantId } = context;
  const merchantSide = book === 'own' ? merchantPending(merchantId) : disputeReserve(merchantId);
  const lost = borneBy === 'operator' ? chargebackLoss : merchantSide;
  return disputeEntry(context, 'dispute_lost', event, transfer(amount, lost, disputeHeld(channel)));
}
