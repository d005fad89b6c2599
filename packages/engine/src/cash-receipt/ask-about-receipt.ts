import { type CashReceiptAtProvider, type CashReceiptReading, toFailure, type Unknown } from '@hangil/core';
import type { DecisionContext } from '../decision/decision-context.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { atProvider, mustLoad } from '../payment/ask-provider.ts';
import type { ServiceSettlement } from '../service/settle-service.ts';
import type { CashReceipt } from './cash-receipts.ts';
import { receiptPortOf } from './issue-receipt.ts';
import { canceled, failed, issued, stands } from './settle-receipt.ts';

export async function receiptAtProvider(
  dependencies: EngineDependencies,
  { value, createdAt }: CashReceipt,
): Promise<CashReceiptAtProvider> {
  const { channelId, reference, paymentId, providerReceiptId } = value;
  const payment = paymentId === null ? null : await mustLoad(dependencies, paymentId);
  return {
    channelId,
    reference,
    payment: payment === null ? null : atProvider(payment, payment.providerPaymentId),
    providerReceiptId,
    requestedAt: createdAt,
  };
}

export async function askAboutReceipt(
  dependencies: EngineDependencies,
  receipt: CashReceipt,
): Promise<CashReceiptReading> {
  const target = await receiptAtProvider(dependencies, receipt);
  return receiptPortOf(dependencies, receipt).inquire(target, {});
}

/** What an answer says about the call whose outcome nobody knows. */
export function settleReceiptReading(
  receipt: CashReceipt,
  reading: CashReceiptReading | Unknown,
  proven: boolean,
  context: DecisionContext,
): ServiceSettlement<CashReceipt> {
  if (reading.kind === 'unknown') return { service: receipt, changes: {} };
  return receipt.value.action === 'issue'
    ? settleAfterIssue(receipt, reading, proven, context)
    : settleAfterCancel(receipt, reading, proven, context);
}

function settleAfterIssue(
  receipt: CashReceipt,
  reading: Exclude<CashReceiptReading, Unknown>,
  proven: boolean,
  context: DecisionContext,
): ServiceSettlement<CashReceipt> {
  // A payment may have had a receipt before, which was canceled; the provider then shows that one.
  const isFormer = reading.kind === 'issued' && reading.canceledAt !== null && reading.canceledAt < receipt.createdAt;
  if (reading.kind === 'issued' && !isFormer) {
    return reading.canceledAt === null
      ? issued(receipt, reading, context)
      : canceled(receipt, reading.canceledAt, context);
  }
  return proven ? failed(receipt, toFailure('provider_unreachable', 'timed_out')) : { service: receipt, changes: {} };
}

function settleAfterCancel(
  receipt: CashReceipt,
  reading: Exclude<CashReceiptReading, Unknown>,
  proven: boolean,
  context: DecisionContext,
): ServiceSettlement<CashReceipt> {
  if (reading.kind === 'issued' && reading.canceledAt !== null) return canceled(receipt, reading.canceledAt, context);
  if (!proven) return { service: receipt, changes: {} };
  return reading.kind === 'absent' ? canceled(receipt, context.now, context) : stands(receipt, null);
}
