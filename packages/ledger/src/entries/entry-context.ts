import type { JournalEntryId, MerchantId, Money } from '@hangil/core';
import type { AccountCode, Layer } from '../account.ts';
import type { Posting } from '../journal-entry.ts';

/** Whose book, and when. */
export interface EntryContext {
  readonly id: JournalEntryId;
  readonly merchantId: MerchantId;
  readonly livemode: boolean;
  readonly effectiveAt: Date;
  readonly recordedAt: Date;
}

export const noSubject = { paymentId: null, refundId: null, payoutId: null, caseId: null } as const;

/** Moves an amount: debit one account, credit the other. */
export function transfer(amount: Money, debit: AccountCode, credit: AccountCode, layer: Layer = 'posted'): Posting[] {
  const line = { amountMinor: amount.amountMinor, currency: amount.currency, layer };
  return [
    { account: debit, side: 'debit', ...line },
    { account: credit, side: 'credit', ...line },
  ];
}
