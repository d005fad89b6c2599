import type { ClosedPeriod, ManualEntry } from '@hangil/engine';
import type { z } from 'zod';
import { presentInstant } from '../present-common.ts';
import type { manualEntrySchema, periodClosingSchema } from './schemas.ts';
import { presentTemplate } from './template-body.ts';

export function presentManualEntry({ id, livemode, createdAt, status, value }: ManualEntry) {
  return {
    object: 'manual_entry',
    id,
    livemode,
    created_at: presentInstant(createdAt),
    status: status as 'pending_approval' | 'posted' | 'rejected',
    effective_at: presentInstant(value.effectiveAt),
    reason: value.reason,
    lines: value.lines.map(({ account, side, amountMinor, currency }) => ({
      account,
      side,
      amount: amountMinor,
      currency,
    })),
    template: value.template === undefined ? null : presentTemplate(value.template),
    reverses: value.reverses,
    requested_by: value.requestedBy,
    decided_by: value.decidedBy,
    journal_entry_id: value.journalEntryId,
  } satisfies z.input<typeof manualEntrySchema>;
}

export function presentPeriodClosing({ id, livemode, createdAt, value }: ClosedPeriod) {
  return {
    object: 'period_closing',
    id,
    livemode,
    created_at: presentInstant(createdAt),
    closed_before: presentInstant(value.closedBefore),
    closed_by: value.closedBy,
  } satisfies z.input<typeof periodClosingSchema>;
}
