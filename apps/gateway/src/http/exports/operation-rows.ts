import { currentAttempt, methodWord, type Payment, type Payout, type Refund } from '@hangil/core';
import type { Cell } from '../csv.ts';
import { maskAccountNumber } from '../payouts/present-payout.ts';
import { presentInstantOrNull } from '../present-common.ts';

/**
 * What is told of every operation: what the operations report of a payment platform tells (project, operation, payment, type, status,
 * instrument, customer's address, method, description, times, amount and currency, acquirer and approval), and ours beside it.
 */
export interface OperationRow {
  readonly operation_type: 'payment' | 'refund' | 'payout';
  readonly operation_id: string;
  readonly operation_status: string;
  /** The payment that was made or given back; null for a payout that gives none back. */
  readonly payment_id: string | null;
  /** `order_id` of a payment, `reference` of a payout. */
  readonly merchant_reference: string | null;
  readonly batch_id: string | null;
  readonly provider: string | null;
  readonly provider_account_id: string | null;
  readonly channel_id: string | null;
  readonly provider_operation_id: string | null;
  readonly provider_reference: string | null;
  readonly pg: string | null;
  readonly pg_transaction_id: string | null;
  readonly method: string | null;
  readonly bank_code: string | null;
  /** Card or account number, masked. */
  readonly instrument: string | null;
  readonly approval_number: string | null;
  readonly customer_id: string | null;
  readonly customer_ip_address: string | null;
  readonly description: string | null;
  readonly created_at: string;
  readonly completed_at: string | null;
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
  readonly amount_paid: number | null;
  readonly amount_refunded: number | null;
  readonly failure_code: string | null;
  readonly failure_reason: string | null;
  readonly provider_code: string | null;
  readonly provider_message: string | null;
}

export const operationColumns = [
  'operation_type',
  'operation_id',
  'operation_status',
  'payment_id',
  'merchant_reference',
  'batch_id',
  'provider',
  'provider_account_id',
  'channel_id',
  'provider_operation_id',
  'provider_reference',
  'pg',
  'pg_transaction_id',
  'method',
  'bank_code',
  'instrument',
  'approval_number',
  'customer_id',
  'customer_ip_address',
  'description',
  'created_at',
  'completed_at',
  'amount',
  'currency',
  'amount_paid',
  'amount_refunded',
  'failure_code',
  'failure_reason',
  'provider_code',
  'provider_message',
] as const satisfies readonly (keyof OperationRow)[];

export function cellsOf(row: OperationRow): Cell[] {
  return operationColumns.map((column) => row[column]);
}

export function paymentRow(payment: Payment): OperationRow {
  const { details } = payment.method;
  const account = details.virtualAccountNumber;
  return {
    ...commonPart(payment),
    operation_type: 'payment',
    payment_id: payment.id,
    merchant_reference: payment.orderId,
    provider: payment.provider,
    provider_account_id: payment.providerAccountId,
    channel_id: payment.channelId,
    provider_operation_id: payment.providerPaymentId,
    provider_reference: currentAttempt(payment).reference,
    pg: payment.pg?.name ?? null,
    pg_transaction_id: payment.pg?.transactionId ?? null,
    method: methodWord(payment.method),
    bank_code: details.bankCode ?? null,
    instrument: details.maskedNumber ?? (account === undefined ? null : maskAccountNumber(account)),
    approval_number: details.approvalNumber ?? null,
    customer_id: payment.customer.id,
    customer_ip_address: payment.customer.ipAddress,
    description: payment.orderName,
    completed_at: presentInstantOrNull(payment.paidAt ?? payment.failedAt ?? payment.canceledAt),
    amount_paid: payment.amountPaidMinor,
    amount_refunded: payment.amountRefundedMinor,
  };
}

/** A refund knows its payment; what it shares with it stands in the payment's row. */
export function refundRow(refund: Refund): OperationRow {
  const { refundAccount } = refund;
  return {
    ...commonPart(refund),
    operation_type: 'refund',
    payment_id: refund.paymentId,
    provider_operation_id: refund.providerRefundId,
    bank_code: refundAccount?.bankCode ?? null,
    instrument: refundAccount === null ? null : maskAccountNumber(refundAccount.accountNumber),
    description: refund.reason,
    completed_at: presentInstantOrNull(refund.succeededAt),
  };
}

export function payoutRow(payout: Payout): OperationRow {
  return {
    ...commonPart(payout),
    operation_type: 'payout',
    payment_id: payout.refundsPaymentId,
    merchant_reference: payout.merchantReference,
    batch_id: payout.batchId,
    provider: payout.provider,
    provider_account_id: payout.providerAccountId,
    channel_id: payout.channelId,
    provider_operation_id: payout.providerPayoutId,
    provider_reference: payout.reference,
    method: 'payout/bank_transfer',
    bank_code: payout.destination.bankCode,
    instrument: maskAccountNumber(payout.destination.accountNumber),
    customer_id: payout.customer.id,
    customer_ip_address: payout.customer.ipAddress,
    completed_at: presentInstantOrNull(payout.succeededAt ?? payout.failedAt),
  };
}

function commonPart({ id, status, createdAt, amountMinor, currency, failure }: Payment | Refund | Payout) {
  return {
    ...nothingElse,
    operation_id: id,
    operation_status: status,
    created_at: createdAt.toISOString(),
    amount: amountMinor,
    currency,
    failure_code: failure?.code ?? null,
    failure_reason: failure?.reason ?? null,
    provider_code: failure?.provider.code ?? null,
    provider_message: failure?.provider.message ?? null,
  };
}

const nothingElse = {
  payment_id: null,
  merchant_reference: null,
  batch_id: null,
  provider: null,
  provider_account_id: null,
  channel_id: null,
  provider_operation_id: null,
  provider_reference: null,
  pg: null,
  pg_transaction_id: null,
  method: null,
  bank_code: null,
  instrument: null,
  approval_number: null,
  customer_id: null,
  customer_ip_address: null,
  description: null,
  completed_at: null,
  amount_paid: null,
  amount_refunded: null,
};
