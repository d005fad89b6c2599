import { createEngine, type Directory, type Engine } from '@hangil/engine';
import { ContainerModule } from 'inversify';
import { createApp } from '../app.ts';
import type { HttpApp } from '../http/http-environment.ts';
import { startJobLoop } from '../jobs/job-loop.ts';
import { createWakeSignal, type WakeSignal } from '../jobs/wake-signal.ts';
import { createUlidIds, type UlidIds } from '../ulid-ids.ts';
import { version } from '../version.ts';
import { createDirectory } from './directory.ts';
import type { GatewayParts } from './gateway-parts.ts';
import { TOKENS } from './tokens.ts';

/** Puts the gateway together; each part is made once, when it is first asked for. */
export function gatewayModule(parts: GatewayParts): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(TOKENS.parts).toConstantValue(parts);
    bind(TOKENS.wakeSignal).toDynamicValue(createWakeSignal).inSingletonScope();
    bind(TOKENS.ids)
      .toResolvedValue(({ clock }: GatewayParts) => createUlidIds(clock), [TOKENS.parts])
      .inSingletonScope();
    bind(TOKENS.directory).toResolvedValue(createDirectory, [TOKENS.parts]).inSingletonScope();
    bind(TOKENS.engine)
      .toResolvedValue(makeEngine, [TOKENS.parts, TOKENS.ids, TOKENS.directory, TOKENS.wakeSignal])
      .inSingletonScope();
    bind(TOKENS.app)
      .toResolvedValue(makeApp, [TOKENS.parts, TOKENS.engine, TOKENS.directory, TOKENS.ids])
      .inSingletonScope();
    bind(TOKENS.jobLoop)
      .toResolvedValue(
        (given: GatewayParts, engine: Engine, signal: WakeSignal) => startJobLoop({ ...given, engine, signal }),
        [TOKENS.parts, TOKENS.engine, TOKENS.wakeSignal],
      )
      .inSingletonScope();
  });
}

function makeEngine(
  { store, clock, logger }: GatewayParts,
  ids: UlidIds,
  directory: Directory,
  signal: WakeSignal,
): Engine {
  return createEngine({
    store,
    clock,
    ids,
    directory,
    onJobDue: signal.wake,
    log: (level, message, facts) => logger[level](facts, message),
  });
}

function makeApp(parts: GatewayParts, engine: Engine, directory: Directory, ids: UlidIds): HttpApp {
  const apiKeys = parts.merchants.flatMap((merchant) => merchant.apiKeys);
  return createApp({ ...parts, engine, directory, apiKeys, version, newRequestId: ids.nextRequestId });
}
