import type { RunReport } from './run.ts';
import type { Narrowing } from './world.ts';

/** A run of the same seed with less in it. */
export type RunNarrowed = (narrowing: Narrowing) => Promise<RunReport>;

/** More than this costs more than it shortens. */
const runsMax = 300;

/** Leaves out scripts, then faults, as long as a promise is still broken; the smallest run that was found. */
export async function shrink(failed: RunReport, run: RunNarrowed): Promise<RunReport> {
  let smallest = failed;
  let runsLeft = runsMax;

  async function breaks(narrowing: Narrowing): Promise<boolean> {
    runsLeft -= 1;
    const report = await run(narrowing);
    if (report.breaches.length === 0) return false;
    smallest = report;
    return true;
  }

  /** Tries to do without ever smaller parts of a list. */
  async function shorten<Item>(
    items: readonly Item[],
    toNarrowing: (kept: readonly Item[]) => Narrowing,
  ): Promise<void> {
    let kept = items;
    for (let size = Math.ceil(items.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
      for (let from = 0; from < kept.length && runsLeft > 0; ) {
        const without = [...kept.slice(0, from), ...kept.slice(from + size)];
        if (await breaks(toNarrowing(without))) kept = without;
        else from += size;
      }
    }
  }

  await shorten(smallest.scripts, (scripts) => ({ scripts: new Set(scripts) }));
  const scripts = new Set(smallest.scripts);
  await shorten(smallest.faults, (faults) => ({ scripts, faults: new Set(faults) }));
  return smallest;
}
