import type { Reconciliation, ReconciliationItem } from '@hangil/engine';
import type { z } from 'zod';
import { presentInstant, presentInstantOrNull } from '../present-common.ts';
import type { reconciliationItemSchema, reconciliationSchema } from './schemas.ts';

export function presentReconciliation({ id, livemode, createdAt, status, value }: Reconciliation) {
  return {
    object: 'reconciliation',
    id,
    livemode,
    created_at: presentInstant(createdAt),
    status: status as 'open' | 'locked',
    provider_account_id: value.providerAccountId,
    from: presentInstant(value.from),
    to: presentInstant(value.to),
    file_name: value.fileName,
    file_hash: value.fileHash,
    provider_rows: value.providerRows,
    book_rows: value.bookRows,
    matched_provider_rows: value.matchedProviderRows,
    matched_book_rows: value.matchedBookRows,
    mismatches: { ...value.mismatches },
    open_items: value.openItems,
  } satisfies z.input<typeof reconciliationSchema>;
}

export function presentReconciliationItem(item: ReconciliationItem) {
  const { id, livemode, createdAt, status, parentId, value } = item;
  return {
    object: 'reconciliation_item',
    id,
    livemode,
    created_at: presentInstant(createdAt),
    status: status as 'open' | 'resolved',
    reconciliation_id: parentId ?? '',
    type: value.direction,
    provider_payment_id: value.key,
    reasons: [...value.reasons],
    provider_rows: [...value.providerRows],
    book_ids: [...value.bookIds],
    currency: value.currency,
    provider_amount: value.providerMinor,
    book_amount: value.bookMinor,
    difference: value.providerMinor - value.bookMinor,
    note: value.resolution?.note ?? null,
    resolved_at: presentInstantOrNull(value.resolution?.resolvedAt ?? null),
  } satisfies z.input<typeof reconciliationItemSchema>;
}
