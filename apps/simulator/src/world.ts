import type { FakeProvider } from '@hangil/adapter-testkit';
import type { Arrivals } from './arrivals.ts';
import type { MovableClock } from './movable-clock.ts';

/** Everything the pages and the control API look at and act on. */
export interface SimulatedWorld {
  readonly fakes: Readonly<Record<string, FakeProvider>>;
  readonly clock: MovableClock;
  readonly arrivals: Arrivals;
  /** Address for notices by provider, as registered in that provider's console. */
  readonly noticeUrls: Map<string, string>;
  /** Where the simulator is reachable, without a slash at the end. */
  readonly url: () => string;
}
