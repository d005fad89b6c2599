import { currentAttempt, minuteMs, type Payment, PaymentGatewayError } from '@hangil/core';
import {
  createBookRows,
  createProviderRows,
  type MatchResult,
  type Mismatch,
  type MismatchReason,
  matchRows,
} from '@hangil/ledger';
import { answerOnce, claimKey, ownerOf } from '../decision/answer-once.ts';
import { CommitRefused, commit } from '../decision/commit.ts';
import { type DecisionContext, decisionContext, outgoingEvent } from '../decision/decision-context.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { Scope } from '../store/records.ts';
import { readBookRows } from './book-rows.ts';
import { fetchProviderRows } from './fetch-provider-rows.ts';
import { presentReconciliation } from './present-reconciliation.ts';
import type { Reconciliation, ReconciliationItem, Reconciliations, RunReconciliationInput } from './reconciliations.ts';

/** How far a provider's clock and ours may lie on two sides of midnight. */
const toleranceMs = 10 * minuteMs;
/** More than a person can work through: the file is of another account or period. */
const mismatchesMax = 10_000;

export function makeRunReconciliation(dependencies: EngineDependencies): Reconciliations['run'] {
  const { store, directory } = dependencies;
  return (scope, input, idempotent) =>
    answerOnce(dependencies, scope, idempotent, presentReconciliation(dependencies, scope), async (keyed) => {
      const channels = directory.merchant(scope.merchantId)?.channels ?? [];
      if (!channels.some(({ providerAccountId }) => providerAccountId === input.providerAccountId))
        throw new PaymentGatewayError('invalid_request', {
          param: 'provider_account_id',
          detail: 'There is no such provider account.',
        });
      const { fileHash, fileName, rows, keyOfPayment } = await providerSide(dependencies, input);
      const key = keyOf(input, fileHash);
      const known = await store.documentByKey('reconciliation', scope, key);
      if (known !== null) return known;
      const bookRows = await readBookRows(dependencies, scope, input, keyOfPayment);
      const { from, to } = input;
      const rules = { from, to, collectedUntil: input.collectedUntil ?? to, toleranceMs };
      const result = matchRows(createProviderRows(rows), createBookRows(bookRows), rules);
      refuseForeignFile(result);
      const context = decisionContext(dependencies);
      const reconciliation = reconciliationOf(
        scope,
        key,
        { ...input, fileHash, fileName, providerRows: rows.length, bookRows: bookRows.length },
        result,
        context,
      );
      const items = result.mismatches.map((mismatch) => itemOf(reconciliation, mismatch, context));
      const idempotency = claimKey(scope, keyed, { kind: 'document', id: reconciliation.id }, null, context.now);
      const snapshot = { kind: 'document', value: reconciliation } as const;
      const event = outgoingEvent('reconciliation.mismatch_found', reconciliation, snapshot, context);
      try {
        await commit(dependencies, {
          documents: [reconciliation, ...items],
          events: items.length === 0 ? [] : [event],
          ...(idempotency === undefined ? {} : { idempotency }),
        });
      } catch (error) {
        const faster = await store.documentByKey('reconciliation', scope, key);
        if (error instanceof CommitRefused && error.on === 'document_key' && faster !== null) return faster;
        throw error;
      }
      return reconciliation;
    });
}

/** The provider's rows, and what they call a payment of ours. */
async function providerSide(dependencies: EngineDependencies, input: RunReconciliationInput) {
  const { source } = input;
  if (source.kind === 'rows') {
    const { fileHash, fileName, rows } = source;
    return { fileHash, fileName, rows, keyOfPayment: ({ providerPaymentId }: Payment) => providerPaymentId };
  }
  const { rows, hash } = await fetchProviderRows(dependencies, input);
  return {
    fileHash: hash,
    fileName: null,
    rows,
    keyOfPayment: (payment: Payment) => currentAttempt(payment).reference,
  };
}

function keyOf({ providerAccountId, from, to }: RunReconciliationInput, fileHash: string): string {
  return [providerAccountId, from.toISOString(), to.toISOString(), fileHash].join(' ');
}

function refuseForeignFile({ mismatches }: MatchResult): void {
  if (mismatches.length <= mismatchesMax) return;
  throw new PaymentGatewayError('invalid_request', {
    detail: `${mismatches.length} rows do not agree, which is more than ${mismatchesMax}: check the account, the period and the columns.`,
    param: 'rows',
  });
}

type Compared = Pick<
  Reconciliation['value'],
  'providerAccountId' | 'from' | 'to' | 'fileHash' | 'fileName' | 'providerRows' | 'bookRows'
>;

function reconciliationOf(
  scope: Scope,
  key: string,
  { providerAccountId, from, to, fileHash, fileName, providerRows, bookRows }: Compared,
  { matchedProviderRows, matchedBookRows, mismatches }: MatchResult,
  { now, ids }: DecisionContext,
): Reconciliation {
  const counts: Partial<Record<MismatchReason, number>> = {};
  for (const reason of mismatches.flatMap(({ reasons }) => reasons)) counts[reason] = (counts[reason] ?? 0) + 1;
  return {
    kind: 'reconciliation',
    id: ids.next('rec'),
    version: 1,
    ...ownerOf(scope),
    key,
    parentId: null,
    status: 'open',
    createdAt: now,
    value: {
      providerAccountId,
      from,
      to,
      fileHash,
      fileName,
      providerRows,
      bookRows,
      matchedProviderRows,
      matchedBookRows,
      mismatches: counts,
      openItems: mismatches.length,
    },
  };
}

function itemOf(reconciliation: Reconciliation, mismatch: Mismatch, { now, ids }: DecisionContext): ReconciliationItem {
  return {
    kind: 'reconciliation_item',
    id: ids.next('rci'),
    version: 1,
    ...ownerOf(reconciliation),
    key: null,
    parentId: reconciliation.id,
    status: 'open',
    createdAt: now,
    value: { ...mismatch, resolution: null },
  };
}
