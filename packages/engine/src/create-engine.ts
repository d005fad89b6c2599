import { makeListBanks } from './bank-list/list-banks.ts';
import { makeConfirmBillingKey } from './billing-key/confirm-billing-key.ts';
import { makeDeleteBillingKey } from './billing-key/delete-billing-key.ts';
import { makeIssueBillingKey } from './billing-key/issue-billing-key.ts';
import { makeCaseActions, makeResolveCase } from './case/resolve-case.ts';
import { createCashReceipts } from './cash-receipt/create-cash-receipts.ts';
import { createColumnMappings } from './column-mapping/create-column-mappings.ts';
import type { Engine } from './engine.ts';
import type { EngineDependencies } from './engine-dependencies.ts';
import { createIdentityVerifications } from './identity-verification/create-identity-verifications.ts';
import { scheduleRemoval } from './job/remove-expired-keys.ts';
import { makeStartDueJobs } from './job/start-due-jobs.ts';
import { createBookkeeping } from './ledger/create-bookkeeping.ts';
import { makeReportOpenItems } from './ledger/open-items-report.ts';
import { createLedgerReports } from './ledger/reports/ledger-reports.ts';
import { makeVerifyLedger } from './ledger/verify-ledger.ts';
import { answerApproval } from './payment/answer-approval.ts';
import { makeCancelPayment } from './payment/cancel-payment.ts';
import { makeConfirmPayment, makeSyncPayment } from './payment/confirm-payment.ts';
import { makeCreatePayment } from './payment/create-payment.ts';
import { makeImportPayment } from './payment/import-payment.ts';
import { makePaymentTimeline } from './payment/payment-timeline.ts';
import { makeProvideInformation } from './payment/provide-information.ts';
import { makeRunPaymentAction } from './payment-action/run-payment-action.ts';
import { createPaymentLinks } from './payment-link/create-payment-links.ts';
import { makeApprovePayout, makeCancelPayout } from './payout/approve-and-cancel-payout.ts';
import { makeCreatePayout } from './payout/create-payout.ts';
import { makeSyncPayout } from './payout/sync-payout.ts';
import { createPayoutBatches } from './payout-batch/create-payout-batches.ts';
import { makeReceiveProviderEvent } from './provider-event/receive-provider-event.ts';
import { makeLockReconciliation, makeResolveItem } from './reconciliation/resolve-item.ts';
import { makeRunReconciliation } from './reconciliation/run-reconciliation.ts';
import { makeCreateRefund } from './refund/create-refund.ts';
import { createRouting } from './routing/create-routing.ts';
import { createScheduleUseCases } from './schedule/create-schedule-use-cases.ts';
import { createSettlements } from './settlement/create-settlements.ts';
import { createShipments } from './shipment/create-shipments.ts';
import { makeAccountHolder } from './virtual-account/account-holder.ts';
import { makeChangeVirtualAccount } from './virtual-account/change-virtual-account.ts';
import { createWebhooks } from './webhook/create-webhooks.ts';

/** The use cases over one store, one clock and one set of providers. */
export function createEngine(dependencies: EngineDependencies): Engine {
  return {
    createPayment: makeCreatePayment(dependencies),
    confirmPayment: makeConfirmPayment(dependencies),
    provideInformation: makeProvideInformation(dependencies),
    syncPayment: makeSyncPayment(dependencies),
    cancelPayment: makeCancelPayment(dependencies),
    importPayment: makeImportPayment(dependencies),
    runPaymentAction: makeRunPaymentAction(dependencies),
    paymentTimeline: makePaymentTimeline(dependencies),
    createRefund: makeCreateRefund(dependencies),
    createPayout: makeCreatePayout(dependencies),
    syncPayout: makeSyncPayout(dependencies),
    approvePayout: makeApprovePayout(dependencies),
    cancelPayout: makeCancelPayout(dependencies),
    receiveProviderEvent: makeReceiveProviderEvent(dependencies),
    resolveCase: makeResolveCase(dependencies),
    caseActions: makeCaseActions(dependencies),
    answerApproval: (account, event) => answerApproval(dependencies, account, event),
    verifyLedger: makeVerifyLedger(dependencies),
    billingKeys: {
      issue: makeIssueBillingKey(dependencies),
      confirm: makeConfirmBillingKey(dependencies),
      delete: makeDeleteBillingKey(dependencies),
    },
    schedules: createScheduleUseCases(dependencies),
    virtualAccounts: {
      change: makeChangeVirtualAccount(dependencies),
      holder: makeAccountHolder(dependencies),
    },
    listBanks: makeListBanks(dependencies),
    payoutBatches: createPayoutBatches(dependencies),
    openItems: makeReportOpenItems(dependencies),
    reports: createLedgerReports(dependencies),
    bookkeeping: createBookkeeping(dependencies),
    settlements: createSettlements(dependencies),
    reconciliations: {
      run: makeRunReconciliation(dependencies),
      resolve: makeResolveItem(dependencies),
      lock: makeLockReconciliation(dependencies),
    },
    columnMappings: createColumnMappings(dependencies),
    webhooks: createWebhooks(dependencies),
    routing: createRouting(dependencies),
    paymentLinks: createPaymentLinks(dependencies),
    cashReceipts: createCashReceipts(dependencies),
    shipments: createShipments(dependencies),
    identityVerifications: createIdentityVerifications(dependencies),
    scheduleRecurringJobs: () => scheduleRemoval(dependencies, dependencies.clock.now()),
    startDueJobs: makeStartDueJobs(dependencies),
  };
}
