import { systemClock } from '@hangil/core';
import { openSqliteStore } from '@hangil/store-sqlite';
import { Container } from 'inversify';
import { expect, it } from 'vitest';
import { createLogger } from '../logger.ts';
import { createGatewayMetrics } from '../metrics/gateway-metrics.ts';
import { gatewayModule } from './gateway-module.ts';
import { TOKENS } from './tokens.ts';

it('resolves every part, and the same one each time', async () => {
  const store = openSqliteStore({ path: ':memory:' });
  const container = new Container();
  const parts = {
    clock: systemClock,
    logger: createLogger('silent'),
    store,
    metrics: createGatewayMetrics(),
    tracing: null,
    merchants: [],
    publicUrl: 'http://x.example',
    masterKey: null,
    isClosing: () => false,
  };
  container.load(gatewayModule(parts));
  for (const token of Object.values(TOKENS)) {
    expect(container.get<unknown>(token)).toBeDefined();
    expect(container.get<unknown>(token)).toBe(container.get<unknown>(token));
  }
  await container.get(TOKENS.jobLoop).stop();
  await container.get(TOKENS.deliveryLoop).stop();
  await store.close();
});
