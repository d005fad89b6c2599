import { createHttpClient, withDeadline } from '@hangil/adapter-kit';
import { type CallContext, type PaymentProvider, type ProviderAccountSettings, secondMs } from '@hangil/core';
import { listAccountChannels } from './account/list-account-channels.ts';
import { actionDescriptions } from './actions/index.ts';
import { checkAction, runAction } from './actions/run-action.ts';
import { checkKey } from './billing-keys/check-key.ts';
import { deleteKey } from './billing-keys/delete-key.ts';
import { inquireKey } from './billing-keys/inquire-key.ts';
import { issueKey } from './billing-keys/issue-key.ts';
import { cancelCashReceipt } from './cash-receipts/cancel-cash-receipt.ts';
import { inquireCashReceipt } from './cash-receipts/inquire-cash-receipt.ts';
import { checkCashReceipt, issueCashReceipt } from './cash-receipts/issue-cash-receipt.ts';
import { checkout } from './checkout.ts';
import { createIamportClient } from './client/client.ts';
import { readApproval } from './events/read-approval.ts';
import { readNotice } from './events/read-notice.ts';
import type { IamportContext } from './iamport-context.ts';
import { confirmVerification } from './identity-verifications/confirm-verification.ts';
import { deleteVerification } from './identity-verifications/delete-verification.ts';
import { checkVerification, requestVerification } from './identity-verifications/request-verification.ts';
import { iamportManifest } from './manifest.ts';
import { cancelPayment } from './payments/cancel-payment.ts';
import { checkPayment } from './payments/check-payment.ts';
import { inquirePayment } from './payments/inquire-payment.ts';
import { startPayment } from './payments/start-payment.ts';
import { checkRefund } from './refunds/check-refund.ts';
import { inquireRefund } from './refunds/inquire-refund.ts';
import { refundPayment } from './refunds/refund-payment.ts';
import { readOperations } from './reports/read-operations.ts';
import { cancelSchedule, moveSchedule } from './schedules/change-schedule.ts';
import { createSchedules } from './schedules/create-schedule.ts';
import { inquireSchedule } from './schedules/inquire-schedule.ts';
import { parseIamportSettings } from './settings.ts';
import { changeShipment, checkShipment } from './shipments/change-shipment.ts';
import { inquireShipment } from './shipments/inquire-shipment.ts';
import { gatewayRowOf } from './tables/gateways/index.ts';
import { bankTable } from './tables/reference/banks.ts';
import { cardTable } from './tables/reference/cards.ts';
import { courierTable } from './tables/reference/couriers.ts';
import { accountHolder } from './virtual-accounts/account-holder.ts';
import { changeAccount } from './virtual-accounts/change-account.ts';

/**
 * One i'mport account. Holds its access token and its connections; make one per account and process.
 *
 * @throws ProviderSettingsError naming the setting that is wrong or missing
 */
export function createIamport(account: ProviderAccountSettings): PaymentProvider {
  const settings = parseIamportSettings(account);
  const http = createHttpClient({
    baseUrl: settings.baseUrl,
    connectTimeoutMs: 5 * secondMs,
    answerTimeoutMs: 20 * secondMs,
  });
  const client = createIamportClient({ http, settings, clock: account.clock });
  const context: IamportContext = { client, settings, eventUrl: account.eventUrl, clock: account.clock };

  return {
    specificationVersion: 'v1',
    manifest: iamportManifest,
    payments: {
      takesOptions: true,
      check: (request) => checkPayment(request, settings),
      start: (request, call) => inTime(call, (signal) => startPayment(request, context, signal)),
      inquire: (payment, call) => inTime(call, (signal) => inquirePayment(payment, context, signal)),
      cancel: (payment, call) => inTime(call, (signal) => cancelPayment(payment, context, signal)),
    },
    refunds: {
      takesOptions: true,
      check: (request, facts) => checkRefund(request, facts, settings),
      refund: (request, call) => inTime(call, (signal) => refundPayment(request, context, signal)),
      inquire: (request, call) => inTime(call, (signal) => inquireRefund(request, context, signal)),
    },
    billingKeys: {
      issuesBy: ['key_in', 'window'],
      check: (request) => checkKey(request, settings),
      issue: (request, call) => inTime(call, (signal) => issueKey(request, context, signal)),
      inquire: (key, call) => inTime(call, (signal) => inquireKey(key, context, signal)),
      delete: (request, call) => inTime(call, (signal) => deleteKey(request, context, signal)),
    },
    schedules: {
      create: (request, call) => inTime(call, (signal) => createSchedules(request, context, signal)),
      inquire: (schedule, call) => inTime(call, (signal) => inquireSchedule(schedule, context, signal)),
      move: (request, call) => inTime(call, (signal) => moveSchedule(request, context, signal)),
      cancel: (schedule, call) => inTime(call, (signal) => cancelSchedule(schedule, context, signal)),
    },
    virtualAccounts: {
      change: (request, call) => inTime(call, (signal) => changeAccount(request, context, signal)),
      holder: (request, call) => inTime(call, (signal) => accountHolder(request, context, signal)),
    },
    events: { read: readNotice },
    checkout,
    cashReceipts: {
      check: (request) => checkCashReceipt(request, settings),
      issue: (request, call) => inTime(call, (signal) => issueCashReceipt(request, context, signal)),
      inquire: (receipt, call) => inTime(call, (signal) => inquireCashReceipt(receipt, context, signal)),
      cancel: (receipt, call) => inTime(call, (signal) => cancelCashReceipt(receipt, context, signal)),
    },
    identityVerifications: {
      check: (request) => checkVerification(request, settings),
      request: (request, call) => inTime(call, (signal) => requestVerification(request, context, signal)),
      confirm: (request, call) => inTime(call, (signal) => confirmVerification(request, context, signal)),
      delete: (id, call) => inTime(call, (signal) => deleteVerification(id, context, signal)),
    },
    shipments: {
      check: (request, change) => checkShipment(request, change, settings),
      add: (request, call) => inTime(call, (signal) => changeShipment('POST', request, context, signal)),
      update: (request, call) => inTime(call, (signal) => changeShipment('PUT', request, context, signal)),
      inquire: (payment, call) => inTime(call, (signal) => inquireShipment(payment, context, signal)),
    },
    accountChannels: { list: (call) => inTime(call, (signal) => listAccountChannels(context, signal)) },
    reference: { banks: bankTable, cards: cardTable, couriers: courierTable },
    approvals: { read: readApproval },
    reports: { operations: (request, call) => inTime(call, (signal) => readOperations(request, context, signal)) },
    actions: {
      offered: actionDescriptions,
      check: (request) => checkAction(request, settings),
      run: (request, call) => inTime(call, (signal) => runAction(request, context, signal)),
    },
    gatewayOf: (channel) => gatewayRowOf(settings.channels.get(channel)?.pg ?? null)?.code ?? null,
  };
}

/** One port call may take several requests (token, retry, lookups); together they stay below the manifest's time. */
function inTime<Result>({ signal }: CallContext, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  return withDeadline(iamportManifest.callTimeoutMs - 2 * secondMs, signal, work);
}
