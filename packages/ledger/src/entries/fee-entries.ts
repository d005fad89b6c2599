import type { Money, PaymentId, PayoutId, RefundId } from '@hangil/core';
import {
  bank,
  inputVat,
  merchantAvailable,
  merchantPending,
  type ProviderChannel,
  payoutFeeExpense,
  prefund,
  receivable,
  refundFeeExpense,
} from '../account.ts';
import { type JournalEntry, journalEntry } from '../journal-entry.ts';
import { type EntryContext, noSubject, signedLines, transfer } from './entry-context.ts';

/** The provider charges for a refund and takes it off what it owes. */
export function refundFeeTold(
  context: EntryContext,
  event: {
    readonly refundId: RefundId;
    readonly paymentId: PaymentId;
    readonly channel: ProviderChannel;
    readonly fee: Money;
    readonly vatMinor: number;
  },
): JournalEntry {
  const { refundId, paymentId, channel, fee, vatMinor } = event;
  return journalEntry({
    ...noSubject,
    ...context,
    kind: 'refund_fee',
    sourceKey: `refund_fee:${refundId}`,
    refundId,
    paymentId,
    lines: signedLines(fee.currency, [
      [refundFeeExpense(channel.provider), fee.amountMinor],
      [inputVat, vatMinor],
      [receivable(channel), -(fee.amountMinor + vatMinor)],
    ]),
  });
}

interface PayoutEvent {
  readonly payoutId: PayoutId;
  readonly provider: string;
}

/** The provider takes the fee of a transfer from the money it holds for us. */
export function payoutFeeTold(
  context: EntryContext,
  event: PayoutEvent & { readonly fee: Money; readonly vatMinor: number },
): JournalEntry {
  const { payoutId, provider, fee, vatMinor } = event;
  return journalEntry({
    ...noSubject,
    ...context,
    kind: 'payout_fee',
    sourceKey: `payout_fee:${payoutId}`,
    payoutId,
    lines: signedLines(fee.currency, [
      [payoutFeeExpense(provider), fee.amountMinor],
      [inputVat, vatMinor],
      [prefund(provider), -(fee.amountMinor + vatMinor)],
    ]),
  });
}

/** A payout that was paid came back from the payee's bank. */
export function payoutReturned(
  context: EntryContext,
  event: PayoutEvent & { readonly amount: Money; readonly refundsPaymentId: PaymentId | null },
): JournalEntry {
  const { payoutId, provider, amount, refundsPaymentId } = event;
  const source =
    refundsPaymentId === null ? merchantAvailable(context.merchantId) : merchantPending(context.merchantId);
  return journalEntry({
    ...noSubject,
    ...context,
    kind: 'payout_returned',
    sourceKey: `payout_returned:${payoutId}`,
    payoutId,
    paymentId: refundsPaymentId,
    lines: transfer(amount, prefund(provider), source),
  });
}

/** Money was sent to a payout provider. `transferId` is the bank's name for the transfer. */
export function prefundToppedUp(
  context: EntryContext,
  event: {
    readonly transferId: string;
    readonly provider: string;
    readonly bankAccount: string;
    readonly amount: Money;
  },
): JournalEntry {
  const { transferId, provider, bankAccount, amount } = event;
  return journalEntry({
    ...noSubject,
    ...context,
    kind: 'prefund_top_up',
    sourceKey: `prefund_top_up:${transferId}`,
    lines: transfer(amount, prefund(provider), bank(bankAccount)),
  });
}
