import type { EngineDependencies } from '../engine-dependencies.ts';
import type { Bookkeeping } from './bookkeeping.ts';
import { makeClosePeriod } from './close-period.ts';
import { makeDecideManualEntry } from './decide-manual-entry.ts';
import { makeRequestManualEntry } from './request-manual-entry.ts';

export function createBookkeeping(dependencies: EngineDependencies): Bookkeeping {
  return {
    request: makeRequestManualEntry(dependencies),
    decide: makeDecideManualEntry(dependencies),
    closePeriod: makeClosePeriod(dependencies),
  };
}
