import { hourMs, minuteMs, secondMs } from '@hangil/core';

/** When to ask again, by what is being waited for. The last step repeats, or asking stops. */
interface Ladder {
  readonly delaysMs: readonly number[];
  readonly afterwardsMs: number | null;
  /** After so many answers without news a person is shown a case; asking goes on. */
  readonly caseAfter: number | null;
}

const outcomeSteps = [10 * secondMs, 30 * secondMs, 2 * minuteMs, 10 * minuteMs, hourMs, 6 * hourMs];

const ladders = {
  /** The outcome is not known. Never resolved by time alone. */
  unknown: { delaysMs: outcomeSteps, afterwardsMs: 6 * hourMs, caseAfter: outcomeSteps.length },
  /** The provider has it and works on it; banks may take two days and a weekend. */
  processing: { delaysMs: outcomeSteps, afterwardsMs: 6 * hourMs, caseAfter: 20 },
  /** The shopper has the window. Notices and confirm are the usual way; this finds what they lost. */
  shopper: {
    delaysMs: [2 * minuteMs, 10 * minuteMs, hourMs, 6 * hourMs, 24 * hourMs, 48 * hourMs],
    afterwardsMs: null,
    caseAfter: null,
  },
  /** Money is expected until the due date, which ends the waiting. */
  deposit: { delaysMs: [10 * minuteMs, hourMs, 6 * hourMs], afterwardsMs: 24 * hourMs, caseAfter: null },
} as const satisfies Record<string, Ladder>;

export type Waiting = keyof typeof ladders;

/** Next time to ask after `checks` answers without news, or null when asking stops. */
export function nextCheckAt(waiting: Waiting, checks: number, now: Date): Date | null {
  const { delaysMs, afterwardsMs } = ladders[waiting];
  const delayMs = delaysMs[checks] ?? afterwardsMs;
  return delayMs === null ? null : new Date(now.getTime() + delayMs);
}

/** Exactly at the end of the ladder: the moment to open a case. */
export function needsPerson(waiting: Waiting, checks: number): boolean {
  return ladders[waiting].caseAfter === checks;
}
