import type { DeclineReason, Money, ProviderReference, ProviderWords, Succeeded } from '@hangil/core';
import { paymentIdExistsCode, stillProcessingCodes, toDeclineReason } from './tables/response-codes.ts';
import { type StatusMeaning, toStatusMeaning } from './tables/statuses.ts';
import type { Report, ReportedOperation } from './wire/report.schema.ts';

/** What a report says about one sale or payout, before it becomes a reading. */
export interface ReportOutcome {
  readonly meaning: StatusMeaning;
  /** The operation that carries the money: the one that succeeded, else the latest. */
  readonly operation: ReportedOperation | null;
  readonly provider: ProviderWords;
  readonly reason: DeclineReason;
}

/** Status of the payment first: an operation may fail (a refused refund) while the payment stays what it was. */
export function toReportOutcome(report: Report, type: 'sale' | 'payout'): ReportOutcome {
  const operations = operationsOf(report).filter((candidate) => (candidate.type ?? type) === type);
  const operation = operations.find(({ status }) => toStatusMeaning(status) === 'paid') ?? operations.at(-1) ?? null;
  const status = report.payment?.status ?? operation?.status ?? null;
  const error = report.errors[0];
  const provider = {
    code: operation?.code ?? error?.code ?? null,
    message: operation?.message ?? error?.message ?? null,
  };
  const meaning = isOpenCode(provider.code) ? 'provider' : toStatusMeaning(status);
  const told = toDeclineReason(provider.code) ?? 'other';
  return { meaning, operation, provider, reason: told === 'other' ? reasonOfStatus(status) : told };
}

/** Codes that leave the payment open whatever its status says: still at work, or a repeated request refused because of the first. */
function isOpenCode(code: string | null): boolean {
  return code !== null && (stillProcessingCodes.has(code) || code === paymentIdExistsCode);
}

/** The payment's sum; where a report has none, that of the operation. */
export function sumOf(report: Report, operation: ReportedOperation | null): Money | null {
  const sum = report.payment?.sum;
  return (sum === undefined ? operation?.sum_initial : sum) ?? null;
}

/** Every operation a report names, oldest first. */
export function operationsOf(report: Report): readonly ReportedOperation[] {
  return report.operation === null ? report.operations : [report.operation];
}

/** @returns null when the report lacks one of the facts that prove a success, or when payment and operation contradict each other */
export function toSucceeded(
  report: Report,
  operation: ReportedOperation | null,
  amount: Money | null,
  readAt: Date,
): Succeeded | null {
  const reference = report.payment?.id ?? null;
  const providerTransactionId = operation?.id ?? null;
  if (operation?.status && toStatusMeaning(operation.status) !== 'paid') return null;
  if (reference === null || providerTransactionId === null || amount === null) return null;
  return {
    kind: 'succeeded',
    amount,
    reference: reference as ProviderReference,
    providerTransactionId,
    occurredAt: operation?.date ?? report.payment?.date ?? readAt,
  };
}

function reasonOfStatus(status: string | null): DeclineReason {
  switch (status?.toLowerCase()) {
    case 'expired':
      return 'timed_out';
    case 'canceled':
    case 'cancelled':
      return 'canceled_by_shopper';
    case 'error':
      return 'invalid_request';
    default:
      return 'other';
  }
}
