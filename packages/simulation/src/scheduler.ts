import type { Clock } from '@hangil/core';
import type { Random } from './random.ts';

interface Appointment {
  readonly atMs: number;
  /** Drawn, so that what falls on one instant comes in an order of the seed. */
  readonly rank: number;
  readonly run: () => void;
}

/** Virtual time, and the one order in which everything in a run happens. */
export interface Scheduler {
  readonly clock: Clock;
  readonly nowMs: number;
  /** Steps taken so far. */
  readonly steps: number;
  after(delayMs: number, run: () => void): void;
  sleep(delayMs: number): Promise<void>;
  /** Work of the real store that ends in a later turn of the event loop. */
  real<Value>(work: () => Promise<Value>): Promise<Value>;
  /** Runs appointments until none is left before this time, which then is now. */
  runUntil(untilMs: number): Promise<void>;
}

export function createScheduler(startMs: number, random: Random): Scheduler {
  const queue = createQueue();
  let nowMs = startMs;
  let steps = 0;
  let realWork = 0;

  /** One turn empties the queue of microtasks; work of the real store takes some turns more. */
  async function settled(): Promise<void> {
    do await turn();
    while (realWork > 0);
  }

  function after(delayMs: number, run: () => void): void {
    queue.push({ atMs: nowMs + Math.max(0, delayMs), rank: random.next(), run });
  }

  return {
    clock: { now: () => new Date(nowMs) },
    get nowMs() {
      return nowMs;
    },
    get steps() {
      return steps;
    },
    after,
    sleep: (delayMs) => new Promise((resolve) => after(delayMs, resolve)),
    async real(work) {
      realWork += 1;
      try {
        return await work();
      } finally {
        realWork -= 1;
      }
    },
    async runUntil(untilMs) {
      await settled();
      for (let next = queue.peek(); next !== undefined && next.atMs <= untilMs; next = queue.peek()) {
        queue.pop();
        nowMs = next.atMs;
        steps += 1;
        next.run();
        await settled();
      }
      nowMs = untilMs;
    },
  };
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A binary heap, earliest first. */
function createQueue() {
  const heap: Appointment[] = [];
  const isBefore = (left: Appointment, right: Appointment) =>
    left.atMs < right.atMs || (left.atMs === right.atMs && left.rank < right.rank);

  function sink(place: number): void {
    for (let parent = place; ; ) {
      const [left, right] = [2 * parent + 1, 2 * parent + 2];
      let least = parent;
      for (const child of [left, right]) {
        const [candidate, best] = [heap[child], heap[least]];
        if (candidate !== undefined && best !== undefined && isBefore(candidate, best)) least = child;
      }
      if (least === parent) return;
      swap(parent, least);
      parent = least;
    }
  }

  function swap(left: number, right: number): void {
    const [first, second] = [heap[left], heap[right]];
    if (first === undefined || second === undefined) return;
    heap[left] = second;
    heap[right] = first;
  }

  return {
    peek: () => heap[0],
    push(appointment: Appointment): void {
      heap.push(appointment);
      for (let child = heap.length - 1; child > 0; ) {
        const parent = (child - 1) >> 1;
        const [lower, upper] = [heap[child], heap[parent]];
        if (lower === undefined || upper === undefined || !isBefore(lower, upper)) return;
        swap(child, parent);
        child = parent;
      }
    },
    pop(): void {
      const last = heap.pop();
      if (last === undefined || heap.length === 0) return;
      heap[0] = last;
      sink(0);
    },
  };
}
