import { setTimeout as rest } from 'node:timers/promises';
import { type Clock, secondMs } from '@hangil/core';
import type { Logger } from 'pino';
import type { WakeSignal } from './wake-signal.ts';

/** Jobs that another process or a moved clock made due are found this fast. */
const lookEveryMs = secondMs;
/** Keeps the loop from spinning when a due job is held by somebody else. */
const pauseMinMs = 10;

interface JobLoopDependencies {
  /** Starts up to `limit` that are due and gives the end of each. */
  readonly startDue: (limit: number) => Promise<readonly Promise<void>[]>;
  /** When the next one can be started; null without any. */
  readonly nextDueAt: () => Promise<Date | null>;
  /** How many run at once. */
  readonly placesMax: number;
  /** After a look the next one comes no sooner than this, however often the loop is woken. */
  readonly restMs: number;
  readonly clock: Clock;
  readonly signal: WakeSignal;
  readonly logger: Logger;
}

export interface JobLoop {
  /** Resolves when the jobs that run have ended; no more are started. */
  stop(): Promise<void>;
}

/**
 * Starts jobs as they become due: when woken, when the next one is due, and at least every second. A job that takes long, on
 * a provider that does not answer, keeps one place and holds nobody else up.
 */
export function startJobLoop(dependencies: JobLoopDependencies): JobLoop {
  const { startDue, nextDueAt, placesMax, restMs, clock, signal, logger } = dependencies;
  const running = new Set<Promise<void>>();
  let stopping = false;

  async function loop(): Promise<void> {
    while (!stopping) {
      const pauseMs = await startSome();
      if (pauseMs > 0 && !stopping) await signal.sleep(pauseMs);
    }
    await Promise.all(running);
  }

  /** @returns how long to sleep; the end of a job wakes as well */
  async function startSome(): Promise<number> {
    const free = placesMax - running.size;
    if (free === 0) return lookEveryMs;
    try {
      const started = await startDue(free);
      started.forEach(follow);
      if (restMs > 0) await rest(restMs);
      return started.length === free ? 0 : await untilNextJobMs();
    } catch (error) {
      logger.error({ err: error }, 'jobs could not be run');
      return lookEveryMs;
    }
  }

  function follow(job: Promise<void>): void {
    const followed = job
      .catch((error) => logger.error({ err: error }, 'a job could not be ended'))
      .finally(() => {
        running.delete(followed);
        signal.wake();
      });
    running.add(followed);
  }

  async function untilNextJobMs(): Promise<number> {
    const next = await nextDueAt();
    const untilDueMs = next === null ? lookEveryMs : next.getTime() - clock.now().getTime();
    return Math.min(Math.max(untilDueMs, pauseMinMs), lookEveryMs);
  }

  const ended = loop();
  return {
    stop() {
      stopping = true;
      signal.wake();
      return ended;
    },
  };
}
