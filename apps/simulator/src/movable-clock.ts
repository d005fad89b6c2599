import { type Clock, systemClock } from '@hangil/core';

/** Real time plus an offset that can be changed; it keeps running. */
export interface MovableClock extends Clock {
  /** How far this clock is ahead of (or, when negative, behind) the clock below it. */
  offsetMs(): number;
  advance(ms: number): void;
  /** Makes it this instant now; time goes on from there. */
  set(now: Date): void;
  /** Back to the clock below. */
  reset(): void;
}

export function createMovableClock(base: Clock = systemClock): MovableClock {
  let offsetMs = 0;

  function moveTo(instantMs: number): void {
    if (Number.isNaN(new Date(instantMs).getTime())) throw new RangeError(`not an instant: ${instantMs}`);
    offsetMs = instantMs - base.now().getTime();
  }

  return {
    now: () => new Date(base.now().getTime() + offsetMs),
    offsetMs: () => offsetMs,
    advance: (ms) => moveTo(base.now().getTime() + offsetMs + ms),
    set: (now) => moveTo(now.getTime()),
    reset() {
      offsetMs = 0;
    },
  };
}
