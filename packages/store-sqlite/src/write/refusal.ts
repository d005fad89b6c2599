import type { CommitConflict } from '@hangil/engine';
import Sqlite from 'better-sqlite3';

/** Thrown where a statement finds a conflict by itself; undoes the change set like any constraint. */
export class Refusal extends Error {
  readonly conflict: CommitConflict;

  constructor(conflict: CommitConflict) {
    super(conflict);
    this.conflict = conflict;
  }
}

/** What SQLite says when a constraint of migrations/*.sql is hit, and the conflict it stands for. */
const conflictByMessage: Readonly<Record<string, CommitConflict>> = {
  'order id is held': 'order_id',
  'the period is closed': 'period_closed',
  'CHECK constraint failed: money_guard': 'money_guard',
  'UNIQUE constraint failed: payout.merchant_id, payout.livemode, payout.merchant_reference': 'payout_reference',
  'UNIQUE constraint failed: document.kind, document.merchant_id, document.livemode, document.key': 'document_key',
  'UNIQUE constraint failed: operation.provider_account_id, operation.reference': 'provider_reference',
  'UNIQUE constraint failed: provider_event.provider_account_id, provider_event.event_key': 'provider_event',
  'UNIQUE constraint failed: journal_entry.merchant_id, journal_entry.livemode, journal_entry.source_key':
    'journal_source',
};

/** The conflict an error stands for, or null when it is a failure. */
export function conflictOf(error: unknown): CommitConflict | null {
  if (error instanceof Refusal) return error.conflict;
  return error instanceof Sqlite.SqliteError ? (conflictByMessage[error.message] ?? null) : null;
}
