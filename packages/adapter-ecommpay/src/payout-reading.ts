import { declined, type PayoutReading } from '@hangil/core';
import { sumOf, toReportOutcome, toSucceeded } from './report-outcome.ts';
import type { Report } from './wire/report.schema.ts';

/** @returns null for a report that says "paid" without proof of what, how much and for whom: ask again */
export function toPayoutReading(report: Report, readAt: Date): PayoutReading | null {
  const { meaning, operation, provider, reason } = toReportOutcome(report, 'payout');
  switch (meaning) {
    case 'paid':
      return toSucceeded(report, operation, sumOf(report, operation), readAt);
    case 'returned':
      return { kind: 'returned', provider, ...(operation?.id ? { providerTransactionId: operation.id } : {}) };
    case 'failed':
    case 'refused':
      return declined(reason, provider, operation?.id ?? undefined);
    default:
      return operation?.id ? { kind: 'pending', providerTransactionId: operation.id } : { kind: 'pending' };
  }
}
