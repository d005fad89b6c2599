import { declined, type Money, type PaymentReading, type PendingPayment } from '@hangil/core';
import { toWaiting } from './next-action.ts';
import { operationsOf, type ReportOutcome, sumOf, toReportOutcome, toSucceeded } from './report-outcome.ts';
import { toStatusMeaning } from './tables/statuses.ts';
import type { Report } from './wire/report.schema.ts';

export interface PaymentReadingOptions {
  /** Start of the countdown of bank instructions, and the time of payment where the report names none. */
  readonly readAt: Date;
  /** A shopper on the Payment Page may still pay after an `error`; for a Gate request it is the end. */
  readonly onPaymentPage: boolean;
}

/** @returns null for a report that says "paid" without proof of what, how much and for whom: ask again */
export function toPaymentReading(
  report: Report,
  { readAt, onPaymentPage }: PaymentReadingOptions,
): PaymentReading | null {
  const outcome = toReportOutcome(report, 'sale');
  const { meaning, operation, provider, reason } = outcome;
  const providerTransactionId = operation?.id ?? undefined;
  switch (meaning) {
    case 'paid':
    case 'returned':
    case 'partly_returned':
      return toPaid(report, outcome, readAt);
    case 'failed':
      return declined(reason, provider, providerTransactionId);
    case 'refused':
      return onPaymentPage
        ? { kind: 'pending', waitsFor: 'shopper', nextAction: null }
        : declined(reason, provider, providerTransactionId);
    default:
      return {
        kind: 'pending',
        ...toWaiting(report, meaning, sumOf(report, outcome.operation), readAt),
        ...idPart(providerTransactionId),
      };
  }
}

/** The payment's sum is the rule; once money went back, only the sale itself still tells what was paid. */
function toPaid(report: Report, outcome: ReportOutcome, readAt: Date): PaymentReading | null {
  const amount =
    outcome.meaning === 'paid' ? sumOf(report, outcome.operation) : (outcome.operation?.sum_initial ?? null);
  const paid = toSucceeded(report, outcome.operation, amount, readAt);
  if (paid === null) return null;
  const returnedMinor = outcome.meaning === 'returned' ? paid.amount.amountMinor : returnedBy(report, paid.amount);
  return outcome.meaning === 'partly_returned' && returnedMinor === 0 ? null : { ...paid, returnedMinor };
}

/** What successful refunds and reversals gave back. */
function returnedBy(report: Report, paid: Money): number {
  return operationsOf(report)
    .filter(({ type, status }) => (type === 'refund' || type === 'reversal') && toStatusMeaning(status) === 'paid')
    .reduce(
      (total, { sum_initial }) => total + (sum_initial?.currency === paid.currency ? sum_initial.amountMinor : 0),
      0,
    );
}

function idPart(providerTransactionId: string | undefined): Pick<PendingPayment, 'providerTransactionId'> {
  return providerTransactionId === undefined ? {} : { providerTransactionId };
}
