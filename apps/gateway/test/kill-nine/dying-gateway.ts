import { type Clock, systemClock } from '@hangil/core';
import type { ChangeSet, Store } from '@hangil/engine';
import { loadAdapter } from '../../src/composition/adapters.ts';
import { composeGateway } from '../../src/composition/compose-gateway.ts';
import { loadConfiguration } from '../../src/configuration/load-configuration.ts';
import { listen } from '../../src/listen.ts';
import { createLogger } from '../../src/logger.ts';
import { createGatewayMetrics } from '../../src/metrics/gateway-metrics.ts';
import { openStore } from '../../src/open-store.ts';

/**
 * The real gateway on a real file, which kills itself with SIGKILL right before or after it writes a claim or a conclusion.
 * DIE_AT is `before-claim`, `after-claim`, `before-conclusion`, `after-conclusion` or empty; DIE_KIND the kind of operation.
 * CLOCK_OFFSET_MS lets a restarted one live later, when leases have run out.
 */
const { DIE_AT = '', DIE_KIND = '', CLOCK_OFFSET_MS = '0' } = process.env;
const [when, step] = DIE_AT.split('-');

function isTheMoment({ operations = [] }: ChangeSet): boolean {
  return operations.some(
    ({ kind, status }) =>
      kind === DIE_KIND && (step === 'claim' ? status === 'claimed' : status === 'open' || status === 'closed'),
  );
}

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('unreachable');
}

function dying(store: Store): Store {
  return {
    ...store,
    async commit(changes) {
      if (!isTheMoment(changes)) return store.commit(changes);
      if (when === 'before') die();
      await store.commit(changes);
      return die();
    },
  };
}

const clock: Clock = { now: () => new Date(systemClock.now().getTime() + Number(CLOCK_OFFSET_MS)) };
const { environment, merchants } = await loadConfiguration(process.env, loadAdapter);
const listener = await listen(environment.host, environment.port);
const gateway = composeGateway({
  clock,
  logger: createLogger(environment.logLevel),
  store: dying(await openStore(environment.database)),
  metrics: createGatewayMetrics(),
  tracing: null,
  merchants: merchants ?? [],
  publicUrl: listener.url,
  masterKey: null,
  isClosing: () => false,
});
listener.serve(gateway.app);
gateway.startJobs();
process.stdout.write(`listening on ${listener.url}\n`);
