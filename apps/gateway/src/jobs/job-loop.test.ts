import { systemClock } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import { createLogger } from '../logger.ts';
import { startJobLoop } from './job-loop.ts';
import { createWakeSignal } from './wake-signal.ts';

const silent = createLogger('silent');
const never = async () => null;

/** Due jobs that a test adds and ends. */
function heldJobs() {
  let due = 0;
  const ends: (() => void)[] = [];
  const limits: number[] = [];
  return {
    limits,
    ends,
    add(count: number) {
      due += count;
    },
    async startDue(limit: number) {
      limits.push(limit);
      const count = Math.min(due, limit);
      due -= count;
      return Array.from({ length: count }, () => new Promise<void>((resolve) => void ends.push(resolve)));
    },
  };
}

function start({ startDue }: Pick<Parameters<typeof startJobLoop>[0], 'startDue'>, overrides: object = {}) {
  const signal = createWakeSignal();
  return {
    signal,
    loop: startJobLoop({
      startDue,
      nextDueAt: never,
      placesMax: 64,
      restMs: 0,
      clock: systemClock,
      signal,
      logger: silent,
      ...overrides,
    }),
  };
}

describe('the job loop', () => {
  it('starts what becomes due while other jobs are still running', async () => {
    const jobs = heldJobs();
    jobs.add(1);
    const { signal, loop } = start(jobs);
    await expect.poll(() => jobs.ends.length).toBe(1);
    jobs.add(2);
    signal.wake();
    await expect.poll(() => jobs.ends.length).toBe(3);
    for (const end of jobs.ends) end();
    await loop.stop();
  });

  it('runs so many at once and no more, and goes on as they end', async () => {
    const jobs = heldJobs();
    jobs.add(100);
    const { loop } = start(jobs);
    await expect.poll(() => jobs.ends.length).toBe(64);
    jobs.ends[0]?.();
    await expect.poll(() => jobs.ends.length).toBe(65);
    expect(jobs.limits[0]).toBe(64);
    const stopped = loop.stop();
    for (const end of jobs.ends) end();
    await stopped;
  });

  it('ends only when the jobs that run have ended, and starts no more', async () => {
    const jobs = heldJobs();
    jobs.add(1);
    const { loop } = start(jobs);
    await expect.poll(() => jobs.ends.length).toBe(1);
    let ended = false;
    const stopped = loop.stop().then(() => {
      ended = true;
    });
    jobs.add(1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(ended).toBe(false);
    jobs.ends[0]?.();
    await stopped;
    expect(jobs.ends).toHaveLength(1);
  });

  it('wakes by itself when the next job is due', async () => {
    const jobs = heldJobs();
    const { loop } = start(jobs, { nextDueAt: async () => new Date(Date.now() + 20) });
    await expect.poll(() => jobs.limits.length).toBeGreaterThan(1);
    await loop.stop();
  });

  it('goes on after a failure, of the store or at the end of a job, which it logs', async () => {
    const lines: string[] = [];
    const logger = createLogger('info', { write: (line) => void lines.push(line) });
    let looks = 0;
    const failing = {
      startDue: async () => {
        looks += 1;
        if (looks === 1) throw new Error('disk full');
        return looks === 2 ? [Promise.reject(new Error('disk still full'))] : [];
      },
    };
    const { signal, loop } = start(failing, { logger });
    await expect.poll(() => looks).toBe(1);
    signal.wake();
    await expect.poll(() => looks).toBeGreaterThan(2);
    await loop.stop();
    expect(lines.join('')).toContain('disk full');
    expect(lines.join('')).toContain('disk still full');
  });

  it('rests after a look that found nothing, and then heeds what woke it meanwhile', async () => {
    const jobs = heldJobs();
    const { signal, loop } = start(jobs, { restMs: 50 });
    await expect.poll(() => jobs.limits.length).toBe(1);
    for (let count = 0; count < 20; count += 1) {
      signal.wake();
      await new Promise(setImmediate);
    }
    expect(jobs.limits).toHaveLength(1);
    jobs.add(1);
    await expect.poll(() => jobs.ends.length).toBe(1);
    for (const end of jobs.ends) end();
    await loop.stop();
  });
});
