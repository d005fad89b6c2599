import { statfs } from 'node:fs/promises';
import { type Clock, systemClock } from '@hangil/core';

/** What the doctor looks at that belongs to the machine. */
export interface Probes {
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  /** Of the file system that a folder is on: its type as Linux numbers them, and what is left for ordinary users. */
  fileSystem(folder: string): Promise<{ readonly type: number; readonly freeBytes: number }>;
}

export const machineProbes: Probes = {
  clock: systemClock,
  fetch,
  async fileSystem(folder) {
    const { type, bavail, bsize } = await statfs(folder);
    return { type, freeBytes: bavail * bsize };
  },
};
