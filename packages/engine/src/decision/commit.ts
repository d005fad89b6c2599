import type { EngineDependencies } from '../engine-dependencies.ts';
import type { ChangeSet, CommitConflict } from '../store/change-set.ts';
import { withFinalSnapshots } from './final-snapshots.ts';

/** A change set was refused for a reason the use case has to answer for. */
export class CommitRefused extends Error {
  readonly on: CommitConflict;

  constructor(on: CommitConflict) {
    super(`commit refused: ${on}`);
    this.on = on;
  }
}

/** Commits once. @throws CommitRefused */
export async function commit(
  { store, clock, onJobDue, onDeliveryDue }: EngineDependencies,
  changes: ChangeSet,
): Promise<void> {
  const result = await store.commit(withFinalSnapshots(changes));
  if (result.kind === 'conflict') throw new CommitRefused(result.on);
  const now = clock.now();
  if (changes.jobs?.some((job) => job.kind === 'schedule' && job.dueAt <= now)) onJobDue();
  if (changes.events !== undefined && changes.events.length > 0) onDeliveryDue();
}

/** How often a decision is made anew because somebody else was faster. Each round somebody wins, so this is plenty. */
const maxRounds = 50;

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
      if (!(error instanceof CommitRefused) || error.on !== 'version' || round === maxRounds) throw error;
    }
  }
}
