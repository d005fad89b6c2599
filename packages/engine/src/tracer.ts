/** Follows work through processes. What becomes of it is the affair of whoever puts the engine together. */
export interface Tracer {
  /** Names the work that runs now, as a W3C `traceparent`; null = nobody follows it. */
  current(): string | null;
  /** Runs work that no request waits for. Facts carry ids and codes only, never card data, account numbers or secrets. */
  run<Result>(work: string, facts: Readonly<Record<string, string>>, run: () => Promise<Result>): Promise<Result>;
}

export const noTracer: Tracer = { current: () => null, run: (_work, _facts, run) => run() };
