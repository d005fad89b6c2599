import { setTimeout as rest } from 'node:timers/promises';
import { Pool } from 'undici';

export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly failures: number;
}

export interface LoadRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends every request once, `concurrency` at a time, and measures each from sending to the last byte of the answer. */
export async function runLoad(
  origin: string,
  requests: readonly LoadRequest[],
  concurrency: number,
  isGood: (status: number, body: string) => boolean,
): Promise<LoadResult> {
  const pool = new Pool(origin, { connections: concurrency, pipelining: 1 });
  const latenciesMs: number[] = [];
  let failures = 0;
  let next = 0;
  async function work(): Promise<void> {
    for (let request = requests[next++]; request !== undefined; request = requests[next++]) {
      const begunAt = performance.now();
      const { statusCode, body } = await pool.request({ method: 'POST', ...request });
      const text = await body.text();
      latenciesMs.push(performance.now() - begunAt);
      if (!isGood(statusCode, text)) failures += 1;
    }
  }
  const begunAt = performance.now();
  await Promise.all(Array.from({ length: concurrency }, work));
  const seconds = (performance.now() - begunAt) / 1000;
  await pool.close();
  return {
    requests: requests.length,
    seconds,
    perSecond: requests.length / seconds,
    p50Ms: quantile(latenciesMs, 0.5),
    p99Ms: quantile(latenciesMs, 0.99),
    failures,
  };
}

/**
 * Begins a task at every tick of a fixed rate, whether or not the ones before have ended, as shoppers do. A task is told when its tick
 * was, so that waiting for a server that lags behind counts.
 */
export async function runAtRate(
  perSecond: number,
  seconds: number,
  task: (number: number, dueAtMs: number) => Promise<void>,
): Promise<void> {
  const begunAt = performance.now();
  const running: Promise<void>[] = [];
  while (running.length < perSecond * seconds) {
    const due = Math.floor(((performance.now() - begunAt) / 1_000) * perSecond);
    while (running.length < Math.min(due, perSecond * seconds))
      running.push(task(running.length, begunAt + (running.length / perSecond) * 1_000));
    await rest(1);
  }
  await Promise.all(running);
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The smallest value that is not below this share of them; 0 without any. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
