import type { CurrencyCode, JournalEntryId, MerchantId, Money } from '@hangil/core';
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

export const noSubject = {
  paymentId: null,
  refundId: null,
  payoutId: null,
  caseId: null,
  settlementId: null,
  reversalOf: null,
  approval: null,
} as const;

/** Moves an amount: debit one account, credit the other. */
export function transfer(amount: Money, debit: AccountCode, credit: AccountCode, layer: Layer = 'posted'): Posting[] {
  const line = { amountMinor: amount.amountMinor, currency: amount.currency, layer };
  return [
    { account: debit, side: 'debit', ...line },
    { account: credit, side: 'credit', ...line },
  ];
}

/**
 * Lines of one currency from signed amounts, more than zero on the debit side; accounts that do not move are left out. For entries whose
 * parts may each be nothing or point either way, as in a statement of a provider.
 */
export function signedLines(
  currency: CurrencyCode,
  amounts: readonly (readonly [account: AccountCode, signedMinor: number])[],
): Posting[] {
  return amounts
    .filter(([, signedMinor]) => signedMinor !== 0)
    .map(([account, signedMinor]) => ({
      account,
      side: signedMinor > 0 ? 'debit' : 'credit',
      amountMinor: Math.abs(signedMinor),
      currency,
      layer: 'posted',
    }));
}
