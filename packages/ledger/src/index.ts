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
  canonicalBeginning,
  canonicalRest,
  canonicalText,
  chainProblem,
  genesis,
  nextLink,
  type RecordedEntry,
} from './chain/chain.ts';
export { type Sha256, sha256 } from './chain/sha256.ts';
export * from './entries/authorization-entries.ts';
export * from './entries/correction-entries.ts';
export * from './entries/currency-entries.ts';
export * from './entries/deposit-entries.ts';
export * from './entries/dispute-entries.ts';
export type { EntryContext } from './entries/entry-context.ts';
export * from './entries/fee-entries.ts';
export * from './entries/payment-entries.ts';
export * from './entries/payout-entries.ts';
export * from './entries/reconciliation-entries.ts';
export * from './entries/refund-entries.ts';
export * from './entries/settlement-entries.ts';
export { beancountNames, toBeancount } from './export/beancount.ts';
export { toHledger } from './export/hledger.ts';
export { fromJsonLine, toJsonLine } from './export/json-lines.ts';
export { signedMajorText } from './export/signed-amounts.ts';
export {
  type Column,
  type JournalRow,
  journalColumns,
  toCsv,
  toJournalRows,
  withoutFormula,
} from './export/table.ts';
export { createFingerprints, type Fingerprints } from './fingerprints.ts';
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
export { type ColumnMapping, usualMapping, usualRefundWords } from './reconciliation/column-mapping.ts';
export {
  byFirstRow,
  type MatchedPart,
  type MatchingRules,
  type MatchResult,
  matchParts,
  matchRows,
} from './reconciliation/match.ts';
export { createRowReader, type FileSettings, type RowProblem } from './reconciliation/read-rows.ts';
export { createBookRows, createProviderRows, type RowTable } from './reconciliation/row-table.ts';
export * from './reconciliation/rows.ts';
export * from './reports/account-statement.ts';
export * from './reports/ageing.ts';
export * from './reports/daily-sales.ts';
export * from './reports/fee-report.ts';
export * from './reports/movements.ts';
export * from './reports/report-columns.ts';
export * from './reports/vat-report.ts';
export {
  createExpectedSettlements,
  type ExpectedSettlement,
  type SettleableItem,
} from './settlement/expected-settlements.ts';
export { expectedFee, expectedFeeOfRefund, type Fee } from './settlement/fee.ts';
export { type SettlementDay, settlementDay } from './settlement/settlement-day.ts';
export type * from './settlement/terms.ts';
export { createLedgerVerifier, type LedgerFindings, type LedgerProblem, type LedgerVerifier } from './verification.ts';
