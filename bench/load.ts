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
  latenciesMs.sort((left, right) => left - right);
  const at = (share: number) =>
    latenciesMs[Math.min(latenciesMs.length - 1, Math.floor(latenciesMs.length * share))] ?? 0;
  return {
    requests: requests.length,
    seconds,
    perSecond: requests.length / seconds,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    failures,
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
