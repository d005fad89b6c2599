import type { CaseId, CurrencyCode, JournalEntryId, MerchantId, PaymentId, PayoutId, RefundId } from '@hangil/core';
import { checkedAmount } from '@hangil/core';
import type { AccountCode, Layer, Side } from './account.ts';

/** What kind of business event an entry records, with the number other ledgers can carry. */
export const journalKinds = {
  sale: 110,
  va_issue: 120,
  va_deposit: 121,
  va_expire: 122,
  refund_request: 200,
  refund_success: 201,
  refund_failed: 202,
  provider_initiated_refund: 210,
  payout_request: 400,
  payout_sent: 401,
  payout_paid: 402,
  payout_failed: 403,
  payout_canceled: 405,
  recon_open: 700,
  recon_resolve: 701,
} as const;

export type JournalKind = keyof typeof journalKinds;

/** One line: an amount of more than zero on one side of one account. */
export interface Posting {
  readonly account: AccountCode;
  readonly side: Side;
  readonly amountMinor: number;
  readonly currency: CurrencyCode;
  readonly layer: Layer;
}

/** A balanced, immutable group of lines. Corrections are new entries. */
export interface JournalEntry {
  readonly id: JournalEntryId;
  /** The book: one merchant, one mode. Entries never cross books. */
  readonly merchantId: MerchantId;
  readonly livemode: boolean;
  readonly kind: JournalKind;
  /** Equal for the same business event however often it is reported; unique per book. */
  readonly sourceKey: string;
  /** When it happened, by the provider's account. */
  readonly effectiveAt: Date;
  /** When we learnt of it. */
  readonly recordedAt: Date;
  readonly paymentId: PaymentId | null;
  readonly refundId: RefundId | null;
  readonly payoutId: PayoutId | null;
  readonly caseId: CaseId | null;
  readonly lines: readonly Posting[];
}

/** An entry does not balance, is empty, or has a line that is no amount. Always a defect of ours. */
export class UnbalancedEntryError extends Error {}

/** The only way to make an entry. @throws UnbalancedEntryError */
export function journalEntry(entry: JournalEntry): JournalEntry {
  assertBalanced(entry);
  return entry;
}

/** Per currency and layer debits equal credits, and every amount is more than zero. @throws UnbalancedEntryError */
export function assertBalanced(entry: Pick<JournalEntry, 'id' | 'kind' | 'lines'>): void {
  const problem = balanceProblem(entry.lines);
  if (problem !== null) throw new UnbalancedEntryError(`entry ${entry.id} (${entry.kind}): ${problem}`);
}

/** What is wrong with a group of lines, or null. */
export function balanceProblem(lines: readonly Posting[]): string | null {
  if (lines.length < 2) return 'fewer than two lines';
  const sums = new Map<string, bigint>();
  for (const { side, amountMinor, currency, layer } of lines) {
    if (!isPositiveAmount(amountMinor)) return `amount ${amountMinor} is no whole number of more than zero`;
    const key = `${currency} ${layer}`;
    const signed = side === 'debit' ? BigInt(amountMinor) : -BigInt(amountMinor);
    sums.set(key, (sums.get(key) ?? 0n) + signed);
  }
  for (const [key, sum] of sums) if (sum !== 0n) return `${key} is off by ${sum}`;
  return null;
}

function isPositiveAmount(amountMinor: number): boolean {
  try {
    return checkedAmount(amountMinor) > 0;
  } catch {
    return false;
  }
}
