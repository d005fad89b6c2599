import { createRandom } from './random.ts';

/** `request lost#12`: the twelfth time that this could have happened in the run. */
export type FaultId = string;

/** What goes wrong. Every possible fault has a number of its own, so one can be left out without touching the others. */
export interface Faults {
  /** Whether this fault happens now. */
  happens(kind: string, probability: number): boolean;
  /** Whether a fault that was planned for this moment happens. */
  happensAsPlanned(id: FaultId): boolean;
  /** Those that happened. */
  readonly happened: readonly FaultId[];
  /** From now on nothing goes wrong. */
  stop(): void;
  readonly stopped: boolean;
}

export function createFaults(seed: number, only: ReadonlySet<FaultId> | undefined): Faults {
  const counts = new Map<string, number>();
  const happened: FaultId[] = [];
  let stopped = false;
  return {
    happens(kind, probability) {
      if (stopped) return false;
      const number = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, number);
      const id = `${kind}#${number}`;
      if (only !== undefined && !only.has(id)) return false;
      if (createRandom(seed, 'fault', id).next() >= probability) return false;
      happened.push(id);
      return true;
    },
    happensAsPlanned(id) {
      if (stopped || (only !== undefined && !only.has(id))) return false;
      happened.push(id);
      return true;
    },
    happened,
    stop() {
      stopped = true;
    },
    get stopped() {
      return stopped;
    },
  };
}
