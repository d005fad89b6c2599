import { makeCaseActions, makeResolveCase } from './case/resolve-case.ts';
import type { Engine } from './engine.ts';
import type { EngineDependencies } from './engine-dependencies.ts';
import { makeStartDueJobs } from './job/start-due-jobs.ts';
import { makeVerifyLedger } from './ledger/verify-ledger.ts';
import { answerApproval } from './payment/answer-approval.ts';
import { makeCancelPayment } from './payment/cancel-payment.ts';
import { makeConfirmPayment, makeSyncPayment } from './payment/confirm-payment.ts';
import { makeCreatePayment } from './payment/create-payment.ts';
import { makeImportPayment } from './payment/import-payment.ts';
import { makePaymentTimeline } from './payment/payment-timeline.ts';
import { makeRunPaymentAction } from './payment-action/run-payment-action.ts';
import { createPaymentLinks } from './payment-link/create-payment-links.ts';
import { makeCreatePayout } from './payout/create-payout.ts';
import { makeCancelPayout, makeSyncPayout } from './payout/sync-and-cancel-payout.ts';
import { makeReceiveProviderEvent } from './provider-event/receive-provider-event.ts';
import { makeCreateRefund } from './refund/create-refund.ts';
import { createRouting } from './routing/create-routing.ts';
import { createWebhooks } from './webhook/create-webhooks.ts';

/** The use cases over one store, one clock and one set of providers. */
export function createEngine(dependencies: EngineDependencies): Engine {
  return {
    createPayment: makeCreatePayment(dependencies),
    confirmPayment: makeConfirmPayment(dependencies),
    syncPayment: makeSyncPayment(dependencies),
    cancelPayment: makeCancelPayment(dependencies),
    importPayment: makeImportPayment(dependencies),
    runPaymentAction: makeRunPaymentAction(dependencies),
    paymentTimeline: makePaymentTimeline(dependencies),
    createRefund: makeCreateRefund(dependencies),
    createPayout: makeCreatePayout(dependencies),
    syncPayout: makeSyncPayout(dependencies),
    cancelPayout: makeCancelPayout(dependencies),
    receiveProviderEvent: makeReceiveProviderEvent(dependencies),
    resolveCase: makeResolveCase(dependencies),
    caseActions: makeCaseActions(dependencies),
    answerApproval: (account, event) => answerApproval(dependencies, account, event),
    verifyLedger: makeVerifyLedger(dependencies),
    webhooks: createWebhooks(dependencies),
    routing: createRouting(dependencies),
    paymentLinks: createPaymentLinks(dependencies),
    startDueJobs: makeStartDueJobs(dependencies),
  };
}
