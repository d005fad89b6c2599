import { systemClock } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import { createLogger } from '../logger.ts';
import { startJobLoop } from './job-loop.ts';
import { createWakeSignal } from './wake-signal.ts';

const silent = createLogger('silent');
const never = { nextJobDueAt: async () => null };

/** Work that says when it begins and waits to be ended. */
function heldWork() {
  const runs: { end: (ran: number) => void }[] = [];
  const watchers: (() => void)[] = [];
  return {
    runs,
    runDueJobs: () =>
      new Promise<number>((resolve) => {
        runs.push({ end: resolve });
        for (const watcher of watchers.splice(0)) watcher();
      }),
    whenRun: async (count: number) => {
      while (runs.length < count) await new Promise<void>((resolve) => watchers.push(resolve));
    },
  };
}

describe('the job loop', () => {
  it('runs one batch at a time, goes on while there is work, and looks again when woken', async () => {
    const work = heldWork();
    const signal = createWakeSignal();
    const loop = startJobLoop({ engine: work, store: never, clock: systemClock, signal, logger: silent });
    await work.whenRun(1);
    signal.wake();
    expect(work.runs).toHaveLength(1);
    work.runs[0]?.end(3);
    await work.whenRun(2);
    work.runs[1]?.end(0);
    await work.whenRun(3);
    const stopped = loop.stop();
    work.runs[2]?.end(0);
    await stopped;
    expect(work.runs).toHaveLength(3);
  });

  it('ends only when the jobs that run have ended', async () => {
    const work = heldWork();
    const loop = startJobLoop({
      engine: work,
      store: never,
      clock: systemClock,
      signal: createWakeSignal(),
      logger: silent,
    });
    await work.whenRun(1);
    let ended = false;
    const stopped = loop.stop().then(() => {
      ended = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(ended).toBe(false);
    work.runs[0]?.end(1);
    await stopped;
    expect(ended).toBe(true);
  });

  it('wakes by itself when the next job is due', async () => {
    const work = heldWork();
    const soon = { nextJobDueAt: async () => new Date(Date.now() + 20) };
    const loop = startJobLoop({
      engine: work,
      store: soon,
      clock: systemClock,
      signal: createWakeSignal(),
      logger: silent,
    });
    await work.whenRun(1);
    work.runs[0]?.end(0);
    await work.whenRun(2);
    const stopped = loop.stop();
    work.runs[1]?.end(0);
    await stopped;
  });

  it('goes on after a failure, which it logs', async () => {
    const lines: string[] = [];
    const logger = createLogger('info', { write: (line) => void lines.push(line) });
    const signal = createWakeSignal();
    let runs = 0;
    const failing = {
      runDueJobs: async () => {
        runs += 1;
        throw new Error('disk full');
      },
    };
    const loop = startJobLoop({ engine: failing, store: never, clock: systemClock, signal, logger });
    await expect.poll(() => runs).toBe(1);
    signal.wake();
    await expect.poll(() => runs).toBe(2);
    await loop.stop();
    expect(lines.join('')).toContain('disk full');
  });
});
