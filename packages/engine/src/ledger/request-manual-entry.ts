import { type JournalEntryId, type ManualEntryId, PaymentGatewayError } from '@hangil/core';
import { balanceProblem, type JournalKind, type Posting } from '@hangil/ledger';
import { answerOnce, claimKey, ownerOf, type Present } from '../decision/answer-once.ts';
import { commit } from '../decision/commit.ts';
import { type DecisionContext, decisionContext } from '../decision/decision-context.ts';
import { owned } from '../decision/owned.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { Scope } from '../store/records.ts';
import type { Bookkeeping, ManualEntry, RequestManualEntryInput } from './bookkeeping.ts';
import { isExplainedByRows } from './explain-open-items.ts';
import { linesOf, planTemplate } from './templates/plan-template.ts';

/** Entries beside payments, refunds and payouts. Those are corrected by refunding, canceling and resolving, so that both sides stay equal. */
const reversibleKinds: readonly JournalKind[] = [
  'manual',
  'sale_fee',
  'refund_fee',
  'settlement_item',
  'settlement_fee',
  'settlement_withheld',
  'settlement_available',
  'bank_match',
  'reserve_hold',
  'reserve_release',
  'payout_fee',
  'prefund_top_up',
  'fx_settlement',
  'fx_revaluation',
];

export function makeRequestManualEntry(dependencies: EngineDependencies): Bookkeeping['request'] {
  return (scope, input, idempotent) =>
    answerOnce(dependencies, scope, idempotent, presentManualEntry(dependencies, scope), async (keyed) => {
      const context = decisionContext(dependencies);
      const { now, ids } = context;
      const id = ids.next('mje');
      const lines = await linesAskedFor(dependencies, { ...ownerOf(scope), id }, input, context);
      const document: ManualEntry = {
        kind: 'manual_entry',
        id,
        version: 1,
        ...ownerOf(scope),
        key: null,
        parentId: input.reverses,
        status: 'pending_approval',
        createdAt: now,
        value: requestedValue({ ...input, lines }),
      };
      const idempotency = claimKey(scope, keyed, { kind: 'document', id: document.id }, null, now);
      await commit(dependencies, { documents: [document], ...(idempotency === undefined ? {} : { idempotency }) });
      return document;
    });
}

/** How a request about a manual entry is repeated: with the entry as it is now. */
export function presentManualEntry(
  { store }: EngineDependencies,
  scope: Scope,
): (id: string) => Promise<Present<ManualEntry>> {
  return async (id) => ({
    value: owned(await store.document('manual_entry', id), scope),
    running: false,
    cameToNothing: false,
  });
}

function requestedValue({
  effectiveAt,
  reason,
  lines,
  template,
  reverses,
  requestedBy,
}: RequestManualEntryInput): ManualEntry['value'] {
  const asked = { effectiveAt, reason, lines, ...(template === undefined ? {} : { template }), reverses, requestedBy };
  return { ...asked, decidedBy: null, journalEntryId: null };
}

async function linesAskedFor(
  dependencies: EngineDependencies,
  owner: Scope & { readonly id: ManualEntryId },
  { template, reverses, lines, requestedBy, reason, effectiveAt }: RequestManualEntryInput,
  context: DecisionContext,
): Promise<readonly Posting[]> {
  if (template !== undefined) {
    if (lines.length > 0 || reverses !== null)
      throw new PaymentGatewayError('invalid_request', {
        param: 'template',
        detail: 'A template makes the lines: send neither lines nor an entry to reverse.',
      });
    const approval = { requestedBy, approvedBy: '', reason };
    return linesOf(await planTemplate(dependencies, owner, template, { approval, effectiveAt, context }));
  }
  if (reverses === null) refuseLines(lines);
  else await refuseReversal(dependencies, owner, reverses, lines);
  return lines;
}

function refuseLines(lines: readonly Posting[]): void {
  const problem = balanceProblem(lines);
  if (problem !== null)
    throw new PaymentGatewayError('invalid_request', {
      param: 'lines',
      detail: `The lines do not balance: ${problem}.`,
    });
  const kept = lines.find(({ account }) => isExplainedByRows(account));
  if (kept !== undefined) {
    const detail = `${kept.account} follows refunds, payouts and cases; it is not for manual entries.`;
    throw new PaymentGatewayError('invalid_request', { param: 'lines', detail });
  }
}

async function refuseReversal(
  { store }: EngineDependencies,
  scope: Scope,
  id: JournalEntryId,
  lines: readonly Posting[],
): Promise<void> {
  const entry = owned(await store.journalEntry(id), scope);
  const refusal = (detail: string) => new PaymentGatewayError('invalid_request', { param: 'reverses', detail });
  if (lines.length > 0) throw refusal('A reversal has the lines of the entry; send none.');
  if (!reversibleKinds.includes(entry.kind))
    throw refusal(`An entry of the kind ${entry.kind} is corrected where it came from.`);
  if (entry.lines.some(({ account }) => isExplainedByRows(account)))
    throw refusal('The entry belongs to a case that has to be decided.');
}
