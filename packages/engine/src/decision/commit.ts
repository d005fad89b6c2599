import { PaymentGatewayError } from '@hangil/core';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { notePaymentEnds } from '../routing/health/note-payment-ends.ts';
import type { ChangeSet, CommitConflict } from '../store/change-set.ts';
import { withFinalSnapshots } from './final-snapshots.ts';
import { inOpenPeriod } from './open-period.ts';

/** A change set was refused for a reason the use case has to answer for. */
export class CommitRefused extends Error {
  readonly on: CommitConflict;

  constructor(on: CommitConflict) {
    super(`commit refused: ${on}`);
    this.on = on;
  }
}

/** The store failed: disk full, file damaged, database gone. It is not known whether the change set was written. */
export class StoreFailed extends Error {
  constructor(cause: unknown) {
    super('the store failed', { cause });
  }
}

/** Commits once. @throws CommitRefused, StoreFailed */
export async function commit(
  { store, clock, routing, onJobDue, onDeliveryDue, log }: EngineDependencies,
  changes: ChangeSet,
): Promise<void> {
  const attempt = (attempted: ChangeSet) =>
    store.commit(withFinalSnapshots(attempted)).catch((error: unknown) => {
      log('error', 'a commit failed', {}, error);
      throw new StoreFailed(error);
    });
  let result = await attempt(changes);
  if (result.kind === 'conflict' && result.on === 'period_closed')
    result = await attempt(await inOpenPeriod(store, changes));
  if (result.kind === 'conflict') throw new CommitRefused(result.on);
  const now = clock.now();
  if (changes.jobs?.some((job) => job.kind === 'schedule' && job.dueAt <= now)) onJobDue();
  notePaymentEnds(routing.health, changes.events ?? [], now);
  if (changes.events !== undefined && changes.events.length > 0) onDeliveryDue();
}

/** In each round somebody wins, so this is far more than the number of callers that can meet on one object. */
const maxRounds = 10_000;
/** Refusals that a torn read can cause: state of two commits was read together. Fresh state settles it; a defect stays. */
const maxTornRounds = 5;

/**
 * Decides and commits; when a version has moved, decides again on fresh state.
 * @param decide - loads what it needs, decides, and returns the changes with what to give back; null changes = nothing to do
 */
export async function commitDecision<Value>(
  dependencies: EngineDependencies,
  decide: (round: number) => Promise<{ readonly changes: ChangeSet | null; readonly value: Value }>,
): Promise<Value> {
  for (let round = 0; ; round += 1) {
    const { changes, value } = await decide(round);
    if (changes === null) return value;
    try {
      await commit(dependencies, changes);
      return value;
    } catch (error) {
      if (!(error instanceof CommitRefused)) throw error;
      const isTorn = error.on === 'money_guard' || error.on === 'journal_source';
      const roundsMax = error.on === 'version' ? maxRounds : isTorn ? maxTornRounds : 0;
      if (round >= roundsMax) throw error;
    }
  }
}

/** A request: unless a provider was called meanwhile, a store that fails means that nothing happened. @throws service_unavailable */
export async function wholeRequest<Value>(work: Promise<Value>): Promise<Value> {
  return work.catch((error: unknown) => {
    throw error instanceof StoreFailed ? new PaymentGatewayError('service_unavailable') : error;
  });
}

/** Work after a provider was called: when the store fails money may have moved; the claim's job will ask. @throws outcome_unknown */
export async function afterProviderCall<Value>(work: Promise<Value>): Promise<Value> {
  return work.catch((error: unknown) => {
    throw error instanceof StoreFailed ? new PaymentGatewayError('outcome_unknown') : error;
  });
}
