/** Lets one loop sleep and others wake it. A wake-up while nobody sleeps is kept for the next sleep. */
export interface WakeSignal {
  wake(): void;
  /** Resolves when woken, at the latest after `timeoutMs`. */
  sleep(timeoutMs: number): Promise<void>;
}

export function createWakeSignal(): WakeSignal {
  let awake = false;
  let resolveSleep: (() => void) | null = null;

  return {
    wake() {
      awake = true;
      resolveSleep?.();
    },
    async sleep(timeoutMs) {
      if (!awake) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, timeoutMs);
          resolveSleep = () => {
            clearTimeout(timer);
            resolve();
          };
        });
        resolveSleep = null;
      }
      awake = false;
    },
  };
}
