import { serveApp } from '@hangil/adapter-testkit';
import { createArrivals } from './arrivals.ts';
import { createFakes, type Fakes } from './fakes.ts';
import { createMovableClock, type MovableClock } from './movable-clock.ts';
import { passTime } from './pass-time.ts';
import { createSimulatorApp } from './simulator-app.ts';

export interface SimulatorOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly clock?: MovableClock;
}

/** A running simulator. The provider `id` answers below `${url}/${id}`, which is the base URL an adapter is given. */
export interface Simulator {
  readonly url: string;
  readonly fakes: Fakes;
  readonly clock: MovableClock;
  /** Registers the address for notices in the provider's console: used where a payment names none of its own. */
  registerNoticeUrl(provider: keyof Fakes, url: string): void;
  close(): Promise<void>;
}

/** Scheduled charges run by the clock alone; a move of the clock over the control API is felt at once. */
const heartbeatMs = 500;

/** Serves every fake, their payment windows and the control API on one loopback port. */
export async function startSimulator({
  port = 0,
  clock = createMovableClock(),
}: SimulatorOptions = {}): Promise<Simulator> {
  let address = '';
  const url = () => address;
  const noticeUrls = new Map<string, string>();
  const fakes = createFakes({ clock, url, noticeUrls });
  const arrivals = createArrivals(fakes);
  const served = await serveApp(createSimulatorApp({ fakes, clock, arrivals, noticeUrls, url }), port);
  address = served.url;
  const heartbeat = setInterval(() => void passTime(fakes), heartbeatMs);
  heartbeat.unref();
  return {
    url: address,
    fakes,
    clock,
    registerNoticeUrl: (provider, noticeUrl) => void noticeUrls.set(provider, noticeUrl),
    async close() {
      clearInterval(heartbeat);
      await served.close();
    },
  };
}
