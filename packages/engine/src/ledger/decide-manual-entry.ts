import { type ManualEntryId, PaymentGatewayError } from '@hangil/core';
import { type JournalEntry, manualEntry, reversalOf } from '@hangil/ledger';
import { answerOnce, claimKey } from '../decision/answer-once.ts';
import { CommitRefused, commitDecision } from '../decision/commit.ts';
import { type DecisionContext, decisionContext, entryContext } from '../decision/decision-context.ts';
import { owned } from '../decision/owned.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { Bookkeeping, ManualEntry } from './bookkeeping.ts';
import { presentManualEntry } from './request-manual-entry.ts';

export function makeDecideManualEntry(dependencies: EngineDependencies): Bookkeeping['decide'] {
  return (scope, id, { approve, decidedBy }, idempotent) =>
    answerOnce(dependencies, scope, idempotent, presentManualEntry(dependencies, scope), (keyed) =>
      commitDecision(dependencies, async () => {
        const context = decisionContext(dependencies);
        const current = owned(await dependencies.store.document('manual_entry', id), scope);
        if (current.status !== 'pending_approval')
          throw new PaymentGatewayError('state_conflict', { detail: `The entry is ${current.status} already.` });
        if (approve && current.value.requestedBy === decidedBy)
          throw new PaymentGatewayError('state_conflict', {
            detail: 'Another person has to approve: use the API key of somebody else.',
          });
        const entry = approve ? await entryOf(dependencies, current, decidedBy, context) : null;
        const decided = { ...current.value, decidedBy, journalEntryId: entry?.id ?? null };
        const value = {
          ...current,
          version: current.version + 1,
          status: approve ? 'posted' : 'rejected',
          value: decided,
        };
        const idempotency = claimKey(scope, keyed, { kind: 'document', id }, null, context.now);
        const changes = {
          documents: [value],
          journalEntries: entry === null ? [] : [entry],
          ...(idempotency === undefined ? {} : { idempotency }),
        };
        return { changes, value };
      }).catch((error: unknown) => {
        if (error instanceof CommitRefused && error.on === 'journal_source')
          throw new PaymentGatewayError('state_conflict', { detail: 'The entry was reversed already.' });
        throw error;
      }),
    );
}

async function entryOf(
  { store }: EngineDependencies,
  request: ManualEntry,
  approvedBy: string,
  context: DecisionContext,
): Promise<JournalEntry> {
  const { requestedBy, reason, lines, reverses, effectiveAt } = request.value;
  const approval = { requestedBy, approvedBy, reason };
  const header = entryContext(request, context, effectiveAt);
  if (reverses === null) return manualEntry(header, { manualEntryId: request.id as ManualEntryId, approval, lines });
  return reversalOf(header, { entry: owned(await store.journalEntry(reverses), request), approval });
}
