import { type Clock, systemClock } from '@hangil/core';
import { loadAdapter, loadConfiguration, startGateway } from '../../src/index.ts';

/** The gateway, with a clock that is CLOCK_OFFSET_MS ahead of this machine's. Stops in order at SIGTERM. */
const { CLOCK_OFFSET_MS = '0' } = process.env;
const clock: Clock = { now: () => new Date(systemClock.now().getTime() + Number(CLOCK_OFFSET_MS)) };
const gateway = await startGateway(await loadConfiguration(process.env, loadAdapter), { clock });
process.once('SIGTERM', async () => {
  await gateway.close();
  process.exit(0);
});
process.stdout.write(`listening on ${gateway.url}\n`);
