export * from './account.ts';
export {
  type AccountDay,
  type AccountTotals,
  accountTotals,
  bookDay,
  createDayTotals,
  type DayTotals,
  startOfBookDay,
  sumTotals,
} from './balance.ts';
export {
  type ChainLink,
  canonicalText,
  chainProblem,
  genesis,
  nextLink,
  type RecordedEntry,
} from './chain/chain.ts';
export { type Sha256, sha256 } from './chain/sha256.ts';
export * from './entries/authorization-entries.ts';
export * from './entries/correction-entries.ts';
export * from './entries/deposit-entries.ts';
export * from './entries/dispute-entries.ts';
export type { EntryContext } from './entries/entry-context.ts';
export * from './entries/fee-entries.ts';
export * from './entries/payment-entries.ts';
export * from './entries/payout-entries.ts';
export * from './entries/reconciliation-entries.ts';
export * from './entries/refund-entries.ts';
export * from './entries/settlement-entries.ts';
export {
  type Approval,
  assertBalanced,
  balanceProblem,
  type JournalEntry,
  type JournalKind,
  journalEntry,
  journalKinds,
  type Posting,
  UnbalancedEntryError,
} from './journal-entry.ts';
export { createOpenItems, type OpenItem, type OpenItems } from './open-items.ts';
export { createLedgerVerifier, type LedgerFindings, type LedgerProblem, type LedgerVerifier } from './verification.ts';
