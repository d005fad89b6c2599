import type {
  CaseId,
  CurrencyCode,
  JournalEntryId,
  MerchantId,
  PaymentId,
  PayoutId,
  RefundId,
  SettlementId,
} from '@hangil/core';
import type { AccountCode, Layer, Side } from './account.ts';

/** What kind of business event an entry records, with the number other ledgers can carry. */
export const journalKinds = {
  authorization: 100,
  authorization_void: 101,
  authorization_expire: 102,
  sale: 110,
  capture: 111,
  sale_fee: 112,
  va_issue: 120,
  va_deposit: 121,
  va_expire: 122,
  va_mismatch: 123,
  va_deposit_canceled: 124,
  va_apply: 125,
  va_give_back: 126,
  refund_request: 200,
  refund_success: 201,
  refund_failed: 202,
  refund_fee: 203,
  provider_initiated_refund: 210,
  settlement_item: 300,
  settlement_fee: 301,
  settlement_withheld: 302,
  bank_match: 310,
  reserve_hold: 320,
  reserve_release: 321,
  settlement_available: 330,
  payout_request: 400,
  payout_sent: 401,
  payout_paid: 402,
  payout_failed: 403,
  payout_returned: 404,
  payout_canceled: 405,
  payout_fee: 406,
  prefund_top_up: 410,
  dispute_open: 500,
  dispute_won: 501,
  dispute_lost: 502,
  fx_settlement: 600,
  fx_revaluation: 601,
  recon_open: 700,
  recon_resolve: 701,
  write_off: 702,
  manual: 900,
  reversal: 999,
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
  /** The statement of a provider or bank, or the matching of one, that the entry comes from. */
  readonly settlementId: SettlementId | null;
  /** The entry this one undoes. */
  readonly reversalOf: JournalEntryId | null;
  /** Who asked for an entry made by hand, and who agreed. */
  readonly approval: Approval | null;
  readonly lines: readonly Posting[];
}

/** Two persons, told apart by the names of their API keys, and why. */
export interface Approval {
  readonly requestedBy: string;
  readonly approvedBy: string;
  readonly reason: string;
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
  if (isTransfer(lines)) return null;
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

/** The usual entry, judged without big integers: one amount from one account to another. */
function isTransfer([first, second, ...others]: readonly Posting[]): boolean {
  if (first === undefined || second === undefined || others.length > 0) return false;
  return (
    first.amountMinor === second.amountMinor &&
    first.side !== second.side &&
    first.currency === second.currency &&
    first.layer === second.layer &&
    isPositiveAmount(first.amountMinor)
  );
}

function isPositiveAmount(amountMinor: number): boolean {
  return Number.isSafeInteger(amountMinor) && amountMinor > 0;
}
