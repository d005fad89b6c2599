import type { JournalEntryId, ManualEntryId } from '@hangil/core';
import type { Posting } from '@hangil/ledger';
import type { Answer, IdempotentRequest } from '../idempotency.ts';
import type { Document } from '../store/document.ts';
import type { Scope } from '../store/records.ts';
import type { EntryTemplate } from './templates/entry-template.ts';

/** Lines that somebody asked for, or an entry to undo. Status `pending_approval`, then `posted` or `rejected`. */
export interface ManualEntryValue {
  readonly effectiveAt: Date;
  readonly reason: string;
  /** Empty when an entry is to be reversed; of a template, what it was going to book when it was asked for. */
  readonly lines: readonly Posting[];
  /** Facts from which the entry is built. Left out = the lines themselves were asked for. */
  readonly template?: EntryTemplate;
  readonly reverses: JournalEntryId | null;
  /** Names of the API keys. */
  readonly requestedBy: string;
  readonly decidedBy: string | null;
  readonly journalEntryId: JournalEntryId | null;
}

/** Status `closed`. */
export interface PeriodClosingValue {
  readonly closedBefore: Date;
  readonly closedBy: string;
}

export type ManualEntry = Document<'manual_entry'>;
export type ClosedPeriod = Document<'period_closing'>;

export interface RequestManualEntryInput
  extends Pick<ManualEntryValue, 'effectiveAt' | 'reason' | 'lines' | 'template' | 'reverses'> {
  readonly requestedBy: string;
}

/** What people do to the books. */
export interface Bookkeeping {
  /**
   * Nothing is booked before somebody else approves.
   * @throws invalid_request for lines or entries that are not for people, state_conflict when the facts of a template are not so
   */
  request(
    scope: Scope,
    input: RequestManualEntryInput,
    idempotent?: IdempotentRequest<ManualEntry>,
  ): Promise<Answer<ManualEntry>>;
  /**
   * Books it, or lays it aside.
   * @throws state_conflict for the same person, a second decision, what was booked or reversed already, or what has changed since
   */
  decide(
    scope: Scope,
    id: ManualEntryId,
    decision: { readonly approve: boolean; readonly decidedBy: string },
    idempotent?: IdempotentRequest<ManualEntry>,
  ): Promise<Answer<ManualEntry>>;
  /** For good: later closings only move forward. @throws state_conflict when the book is closed until then already */
  closePeriod(
    scope: Scope,
    input: PeriodClosingValue,
    idempotent?: IdempotentRequest<ClosedPeriod>,
  ): Promise<Answer<ClosedPeriod>>;
}
