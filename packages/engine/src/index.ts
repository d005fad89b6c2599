export type { BankList, BankOperation, ListBanks } from './bank-list/list-banks.ts';
export { type BillingKey, type BillingKeyStatus, billingKeyStatuses } from './billing-key/billing-key.ts';
export type * from './billing-key/billing-keys.ts';
export * from './cash-receipt/cash-receipts.ts';
export type * from './column-mapping/column-mappings.ts';
export { createEngine } from './create-engine.ts';
export type * from './directory.ts';
export type * from './engine.ts';
export type { EngineDependencies } from './engine-dependencies.ts';
export { type Answer, type IdempotentRequest, idempotencyRetentionDays } from './idempotency.ts';
export * from './identity-verification/identity-verifications.ts';
export type * from './ledger/bookkeeping.ts';
export type { OpenItemsReport } from './ledger/open-items-report.ts';
export { type AccountStatementReading, readAccountStatement } from './ledger/reports/account-statement.ts';
export { type ChannelTerms, readFeeReport } from './ledger/reports/fee-report.ts';
export type { LedgerReports } from './ledger/reports/ledger-reports.ts';
export type { DayRange } from './ledger/reports/report-reads.ts';
export { readDailySales, readVatReport, type VatBasis } from './ledger/reports/sales-reports.ts';
export type { EntryTemplate, TemplateFields, TemplateName } from './ledger/templates/entry-template.ts';
export type * from './payment/answer-approval.ts';
export * from './payment-action/payment-action.ts';
export type * from './payment-link/payment-links.ts';
export * from './payout-batch/payout-batches.ts';
export type * from './reconciliation/reconciliations.ts';
export { choiceOf, type RoutingChoice } from './routing/choice.ts';
export { type FeeLine, feeOf } from './routing/fees.ts';
export type { ChannelHealth } from './routing/health/health-board.ts';
export { outcomeOf, type PastPayment } from './routing/replay/past-payment.ts';
export { createReplay } from './routing/replay/replay.ts';
export type * from './routing/replay/replay-report.ts';
export {
  type ChannelConditions,
  type RoutingDecision,
  type RoutingRequest,
  route,
} from './routing/route.ts';
export type * from './routing/routing.ts';
export { createRoutingMemory, type RoutingMemory } from './routing/routing-memory.ts';
export { type RuleSet, toRuleSet } from './routing/rule-set.ts';
export type * from './routing/rules.ts';
export { type RoutingProblem, routingProblems } from './routing/validation/routing-problems.ts';
export { minuteOf, type WeeklyWindow } from './routing/weekly-window.ts';
export { type Schedule, type ScheduleStatus, scheduleStatuses } from './schedule/schedule.ts';
export type * from './schedule/schedules.ts';
export type * from './settlement/settlements.ts';
export * from './shipment/shipments.ts';
export * from './store/change-set.ts';
export type * from './store/document.ts';
export type { Operation } from './store/operation.ts';
export * from './store/records.ts';
export * from './store/store.ts';
export * from './store/webhook-records.ts';
export { noTracer, type Tracer } from './tracer.ts';
export type * from './virtual-account/virtual-accounts.ts';
export * from './webhook/webhook-sender.ts';
export type * from './webhook/webhooks.ts';
