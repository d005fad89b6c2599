import type { ChangeSet, CommitConflict } from '@hangil/engine';
import { DatabaseError, type Pool } from 'pg';

/** Raised by the function that writes, with the conflict as its message. */
const guardFailed = 'HG001';

/** Constraints of migrations/*.sql, and the conflict each stands for. */
const conflictByConstraint: Readonly<Record<string, CommitConflict>> = {
  payment_pkey: 'version',
  refund_pkey: 'version',
  payout_pkey: 'version',
  document_pkey: 'version',
  operation_pkey: 'version',
  webhook_endpoint_pkey: 'version',
  webhook_delivery_pkey: 'version',
  payment_order_id_once: 'order_id',
  payment_money_guard: 'money_guard',
  payout_reference: 'payout_reference',
  document_key: 'document_key',
  operation_reference: 'provider_reference',
  provider_event_key: 'provider_event',
  journal_entry_source: 'journal_source',
};

/** Conflicts that are told before a version that has moved, or are one. */
const toldFirst: ReadonlySet<CommitConflict> = new Set(['idempotency_key', 'provider_event', 'version']);

/** Whether an error is about what was written, so that less of it may be fine. The classes are those of SQLSTATE. */
export function isAboutContent(error: unknown): boolean {
  return error instanceof DatabaseError && /^(21|22|23|HG|P0)/.test(error.code ?? '');
}

/**
 * The conflict for which a change set was refused, or null when the error is a failure. A version that has moved is told before any
 * other conflict, because the rest was decided from a state that is no more.
 */
export async function conflictOf(error: unknown, changes: ChangeSet, pool: Pool): Promise<CommitConflict | null> {
  if (!(error instanceof DatabaseError)) return null;
  const conflict =
    error.code === guardFailed
      ? (error.message as CommitConflict)
      : (conflictByConstraint[error.constraint ?? ''] ?? null);
  if (conflict === null || toldFirst.has(conflict)) return conflict;
  return (await someExist(changes, pool)) ? 'version' : conflict;
}

/** Whether something that the change set makes is there already. */
async function someExist(changes: ChangeSet, pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ found: boolean }>(
    `SELECT EXISTS (SELECT FROM payment WHERE id = ANY ($1)) OR EXISTS (SELECT FROM refund WHERE id = ANY ($2))
      OR EXISTS (SELECT FROM payout WHERE id = ANY ($3)) OR EXISTS (SELECT FROM document WHERE id = ANY ($4))
      OR EXISTS (SELECT FROM operation WHERE id = ANY ($5)) AS found`,
    [
      newIds(changes.payments),
      newIds(changes.refunds),
      newIds(changes.payouts),
      newIds(changes.documents),
      (changes.operations ?? []).filter(({ fence }) => fence === 1).map(({ id }) => id),
    ],
  );
  return rows[0]?.found === true;
}

function newIds(values: readonly { readonly id: string; readonly version: number }[] = []): string[] {
  return values.filter(({ version }) => version === 1).map(({ id }) => id);
}
