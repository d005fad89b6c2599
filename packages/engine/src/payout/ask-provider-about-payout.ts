import {
  money,
  type Payment,
  type Payout,
  type PayoutId,
  type PayoutPort,
  type PayoutReading,
  type ProviderReference,
} from '@hangil/core';
import { outcomeIsKnown } from '../case/outcome-is-known.ts';
import { commitDecision } from '../decision/commit.ts';
import { type DecisionContext, decisionContext } from '../decision/decision-context.ts';
import { merge } from '../decision/merge.ts';
import { absenceProvenAt, afterReading, isBeingSent } from '../decision/operation-changes.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { type Asked, ask, mustLoad, mustLoadOperation, providerOf } from '../payment/ask-provider.ts';
import type { ChangeSet, IdempotencyChange } from '../store/change-set.ts';
import type { Operation } from '../store/operation.ts';
import { isFinalPayout, type PayoutSettlement, settlePayout, settlePayoutAbsence } from './settle-payout.ts';
import { isWaiting, withPayoutWatch } from './watch-payout.ts';

export interface LoadedPayout {
  readonly payout: Payout;
  readonly operation: Operation;
  /** The payment whose money this payout gives back, if any. */
  readonly refunded: Payment | null;
}

export async function mustLoadPayout(dependencies: EngineDependencies, id: PayoutId): Promise<LoadedPayout> {
  const payout = await dependencies.store.payout(id);
  if (payout === null) throw new Error(`payout ${id} is gone`);
  const refunded = payout.refundsPaymentId === null ? null : await mustLoad(dependencies, payout.refundsPaymentId);
  return { payout, operation: await mustLoadOperation(dependencies, payout.operationId), refunded };
}

export function payoutPort(dependencies: EngineDependencies, payout: Payout): PayoutPort {
  const { payouts } = providerOf(dependencies, payout.providerAccountId);
  if (payouts === undefined) throw new Error(`provider account ${payout.providerAccountId} makes no payouts`);
  return payouts;
}

/** A reading with the reference it is about. Of a try that another one has followed, only that money left is news. */
export type PayoutTold = Asked<PayoutReading> & { readonly about?: ProviderReference };

export async function inquirePayout(dependencies: EngineDependencies, payout: Payout): Promise<PayoutTold> {
  const port = payoutPort(dependencies, payout);
  const { channelId, reference, amountMinor, currency } = payout;
  const reading = await ask(dependencies, 'payouts.inquire', () =>
    port.inquire({ channelId, reference, amount: money(amountMinor, currency) }, {}),
  );
  return { ...reading, about: reference };
}

export interface PayoutReadingOptions {
  readonly countsAsCheck?: boolean;
  readonly idempotency?: (payout: Payout) => IdempotencyChange | undefined;
}

/** Folds a reading into the payout as it is now, and commits. */
export function applyPayoutReading(
  dependencies: EngineDependencies,
  id: PayoutId,
  reading: PayoutTold,
  { countsAsCheck = false, idempotency }: PayoutReadingOptions = {},
): Promise<Payout> {
  return commitDecision(dependencies, async () => {
    const context = decisionContext(dependencies);
    const current = await mustLoadPayout(dependencies, id);
    if (isAboutEarlierTry(current.payout, reading) && reading.kind !== 'succeeded') {
      const answer = idempotency?.(current.payout);
      return { changes: answer === undefined ? null : { idempotency: answer }, value: current.payout };
    }
    const settlement = readingSettlement(dependencies, current, reading, context);
    const checked = countsAsCheck && settlement.payout === current.payout && !isFinalPayout(current.payout);
    const next = checked
      ? { ...settlement, payout: { ...current.payout, checks: current.payout.checks + 1 } }
      : settlement;
    const written = payoutChanges(current, next, context);
    const answer = idempotency?.(written.payout);
    const operations = afterReading(
      current.operation,
      reading,
      hasEnded(current.operation, written.payout),
      context.now,
    );
    const silent = next.changes.cases === undefined && answer === undefined && operations.length === 0;
    if (next.payout === current.payout && silent) return { changes: null, value: current.payout };
    const settled = !isFinalPayout(current.payout) && isFinalPayout(written.payout);
    return {
      changes: merge(written.changes, settled ? outcomeIsKnown(current.payout, context.now) : {}, {
        operations,
        idempotency: answer,
      }),
      value: written.payout,
    };
  });
}

function isAboutEarlierTry({ reference }: Payout, { about }: PayoutTold): boolean {
  return about !== undefined && about !== reference;
}

function readingSettlement(
  dependencies: EngineDependencies,
  { payout, operation, refunded }: LoadedPayout,
  reading: Asked<PayoutReading>,
  context: DecisionContext,
): PayoutSettlement {
  const unchanged = { payout, refunded, changes: {} };
  if (isWaiting(payout) && (reading.kind === 'unknown' || reading.kind === 'absent')) return unchanged;
  const callerIsGone = operation.status === 'claimed' && !isBeingSent(operation, context.now);
  if (reading.kind === 'unknown') return callerIsGone ? settlePayout(payout, refunded, reading, context) : unchanged;
  if (reading.kind !== 'absent') return settlePayout(payout, refunded, reading, context);
  if (operation.outcome === 'pending') return unchanged;
  const provenAt = absenceProvenAt(operation, providerOf(dependencies, payout.providerAccountId).manifest);
  if (provenAt !== null && provenAt <= reading.askedAt) return settlePayoutAbsence(payout, refunded, context);
  return callerIsGone
    ? settlePayout(payout, refunded, { kind: 'unknown', cause: 'lease ran out' }, context)
    : unchanged;
}

/** The operation is over when its payout is, or when another try has taken its place. */
export function hasEnded(operation: Operation, payout: Payout): boolean {
  return isFinalPayout(payout) || payout.operationId !== operation.id;
}

/** Adds versions and the watch to a settlement. */
export function payoutChanges(
  current: LoadedPayout,
  settlement: PayoutSettlement,
  context: DecisionContext,
): { readonly payout: Payout; readonly changes: ChangeSet } {
  if (settlement.payout === current.payout) return { payout: current.payout, changes: settlement.changes };
  const watched = withPayoutWatch({ ...settlement.payout, version: current.payout.version + 1 }, context);
  const payments =
    settlement.refunded === null || settlement.refunded === current.refunded ? [] : [settlement.refunded];
  return {
    payout: watched.payout,
    changes: merge(settlement.changes, watched.changes, { payouts: [watched.payout], payments }),
  };
}
