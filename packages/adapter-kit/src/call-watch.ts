export interface CallWatch {
  /** Aborted when the call is given up. */
  readonly signal: AbortSignal;
  /** True from the moment in which the first byte may leave. */
  hasStarted(): boolean;
  /** To be called before the first byte leaves: the time to connect ends, the time to answer begins. */
  start(): void;
  /** Resolves with the cause when the call is given up before it started. */
  readonly gaveUpBeforeStart: Promise<string>;
  /** Stops the timers. */
  end(): void;
}

export interface CallLimits {
  readonly connectTimeoutMs: number;
  readonly answerTimeoutMs: number;
  /** The caller's own wish to stop. */
  readonly signal: AbortSignal | undefined;
}

/** Gives a call up when connecting or answering takes too long or the caller aborts, and knows whether it had started. */
export function watchCall({ connectTimeoutMs, answerTimeoutMs, signal }: CallLimits): CallWatch {
  const controller = new AbortController();
  let started = false;
  let timer = setTimeout(giveUp, connectTimeoutMs, 'connect timeout');

  function giveUp(cause: string): void {
    controller.abort(new GaveUpError(cause));
  }
  const onAbort = () => giveUp('aborted');
  signal?.addEventListener('abort', onAbort, { once: true });

  return {
    signal: controller.signal,
    hasStarted: () => started,
    start() {
      started = true;
      clearTimeout(timer);
      timer = setTimeout(giveUp, answerTimeoutMs, 'answer timeout');
    },
    gaveUpBeforeStart: new Promise((resolve) => {
      controller.signal.addEventListener('abort', () => {
        if (!started) resolve((controller.signal.reason as GaveUpError).code);
      });
    }),
    end() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    },
  };
}

class GaveUpError extends Error {
  readonly code: string;

  constructor(cause: string) {
    super(cause);
    this.code = cause;
  }
}
