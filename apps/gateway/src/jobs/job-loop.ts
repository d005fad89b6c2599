import { type Clock, secondMs } from '@hangil/core';
import type { Engine, Store } from '@hangil/engine';
import type { Logger } from 'pino';
import type { WakeSignal } from './wake-signal.ts';

/** Jobs that another process or a moved clock made due are found this fast. */
const lookEveryMs = secondMs;
/** Keeps the loop from spinning when a due job is held by somebody else. */
const pauseMinMs = 10;

interface JobLoopDependencies {
  readonly engine: Pick<Engine, 'runDueJobs'>;
  readonly store: Pick<Store, 'nextJobDueAt'>;
  readonly clock: Clock;
  readonly signal: WakeSignal;
  readonly logger: Logger;
}

export interface JobLoop {
  /** Resolves when the jobs that run have ended; no more are started. */
  stop(): Promise<void>;
}

/** Runs due jobs, one batch after the other: when woken, when the next one is due, and at least every second. */
export function startJobLoop({ engine, store, clock, signal, logger }: JobLoopDependencies): JobLoop {
  let stopping = false;

  async function loop(): Promise<void> {
    while (!stopping) {
      const pauseMs = await runOnce();
      if (pauseMs > 0 && !stopping) await signal.sleep(pauseMs);
    }
  }

  async function runOnce(): Promise<number> {
    try {
      return (await engine.runDueJobs()) > 0 ? 0 : await untilNextJobMs();
    } catch (error) {
      logger.error({ err: error }, 'jobs could not be run');
      return lookEveryMs;
    }
  }

  async function untilNextJobMs(): Promise<number> {
    const nextDueAt = await store.nextJobDueAt();
    const untilDueMs = nextDueAt === null ? lookEveryMs : nextDueAt.getTime() - clock.now().getTime();
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
