import { hourMs, minuteMs, secondMs } from '@hangil/core';

/** When to ask again, by what is being waited for. */
interface Ladder {
  readonly delaysMs: readonly number[];
  /** After the steps it goes on at this pace. */
  readonly afterwardsMs: number;
  /** After so many answers without news a person is shown a case; asking goes on. */
  readonly caseAfter: number | null;
}

const outcomeSteps = [10 * secondMs, 30 * secondMs, 2 * minuteMs, 10 * minuteMs, hourMs, 6 * hourMs];

const ladders = {
  /** The outcome is not known. Never resolved by time alone. */
  unknown: { delaysMs: outcomeSteps, afterwardsMs: 6 * hourMs, caseAfter: outcomeSteps.length },
  /** The provider has it and works on it; banks may take two days and a weekend. */
  processing: { delaysMs: outcomeSteps, afterwardsMs: 6 * hourMs, caseAfter: 20 },
  /** The shopper has the window. Notices and confirm are the usual way; this finds what they lost, and ends what nobody came for. */
  shopper: {
    delaysMs: [2 * minuteMs, 10 * minuteMs, hourMs, 6 * hourMs, 24 * hourMs, 48 * hourMs],
    afterwardsMs: 48 * hourMs,
    caseAfter: null,
  },
  /** Money is expected until the due date, which ends the waiting. */
  deposit: { delaysMs: [10 * minuteMs, hourMs, 6 * hourMs], afterwardsMs: 24 * hourMs, caseAfter: null },
} as const satisfies Record<string, Ladder>;

export type Waiting = keyof typeof ladders;

/** Next time to ask after `checks` answers without news. */
export function nextCheckAt(waiting: Waiting, checks: number, now: Date): Date {
  const { delaysMs, afterwardsMs } = ladders[waiting];
  return new Date(now.getTime() + (delaysMs[checks] ?? afterwardsMs));
}

/** Exactly at the end of the ladder: the moment to open a case. */
export function needsPerson(waiting: Waiting, checks: number): boolean {
  return ladders[waiting].caseAfter === checks;
}

/** The shopper has had his time: about three days after the window was handed out. */
export function nobodyCame(checks: number): boolean {
  return checks >= ladders.shopper.delaysMs.length;
}
