import { type ManualEntryId, PaymentGatewayError } from '@hangil/core';
import { manualEntry, type Posting, reversalOf } from '@hangil/ledger';
import { answerOnce, claimKey } from '../decision/answer-once.ts';
import { CommitRefused, commitDecision } from '../decision/commit.ts';
import { type DecisionContext, decisionContext, entryContext } from '../decision/decision-context.ts';
import { owned } from '../decision/owned.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { ChangeSet } from '../store/change-set.ts';
import type { Bookkeeping, ManualEntry } from './bookkeeping.ts';
import { presentManualEntry } from './request-manual-entry.ts';
import { linesOf, planTemplate } from './templates/plan-template.ts';

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
        const booked = approve ? await bookedBy(dependencies, current, decidedBy, context) : {};
        const [entry] = booked.journalEntries ?? [];
        const decided = { ...current.value, decidedBy, journalEntryId: entry?.id ?? null };
        const value = {
          ...current,
          version: current.version + 1,
          status: approve ? 'posted' : 'rejected',
          value: decided,
        };
        const idempotency = claimKey(scope, keyed, { kind: 'document', id }, null, context.now);
        const changes = {
          ...booked,
          documents: [value],
          ...(idempotency === undefined ? {} : { idempotency }),
        };
        return { changes, value };
      }).catch((error: unknown) => {
        if (error instanceof CommitRefused && error.on === 'journal_source')
          throw new PaymentGatewayError('state_conflict', { detail: 'It was booked or reversed already.' });
        throw error;
      }),
    );
}

async function bookedBy(
  dependencies: EngineDependencies,
  request: ManualEntry,
  approvedBy: string,
  context: DecisionContext,
): Promise<ChangeSet> {
  const { requestedBy, reason, lines, template, reverses, effectiveAt } = request.value;
  const approval = { requestedBy, approvedBy, reason };
  const manualEntryId = request.id as ManualEntryId;
  if (template !== undefined) {
    const asked = { approval, effectiveAt, context };
    const plan = await planTemplate(dependencies, { ...request, id: manualEntryId }, template, asked);
    refuseOtherLines(lines, linesOf(plan));
    return plan;
  }
  const header = entryContext(request, context, effectiveAt);
  if (reverses === null) return { journalEntries: [manualEntry(header, { manualEntryId, approval, lines })] };
  const entry = owned(await dependencies.store.journalEntry(reverses), request);
  return { journalEntries: [reversalOf(header, { entry, approval })] };
}

/** Nobody approves other lines than were shown. @throws state_conflict */
function refuseOtherLines(shown: readonly Posting[], planned: readonly Posting[]): void {
  const inWords = ({ account, side, amountMinor, currency }: Posting) =>
    `${side} ${account} ${amountMinor} ${currency}`;
  if (shown.map(inWords).join() === planned.map(inWords).join()) return;
  throw new PaymentGatewayError('state_conflict', {
    detail: 'What it is about has changed since it was asked for: reject it and ask again.',
  });
}
