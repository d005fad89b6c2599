export * from './account.ts';
export { type AccountTotals, accountTotals } from './balance.ts';
export type { EntryContext } from './entries/entry-context.ts';
export * from './entries/payment-entries.ts';
export * from './entries/payout-entries.ts';
export * from './entries/refund-entries.ts';
export {
  assertBalanced,
  balanceProblem,
  type JournalEntry,
  type JournalKind,
  journalEntry,
  journalKinds,
  type Posting,
  UnbalancedEntryError,
} from './journal-entry.ts';
export { createLedgerVerifier, type LedgerProblem, type LedgerVerifier } from './verification.ts';
