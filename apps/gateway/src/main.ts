#!/usr/bin/env node
import { StoreOpenError } from '@hangil/store-sqlite';
import { loadAdapter } from './composition/adapters.ts';
import { ConfigurationError } from './configuration/configuration-error.ts';
import { loadConfiguration } from './configuration/load-configuration.ts';
import { ListenError } from './listen.ts';
import { startGateway } from './start-gateway.ts';
import { sandboxWelcome } from './welcome.ts';

/** Errors whose message says everything to the person who starts the gateway. */
const expected = [ConfigurationError, StoreOpenError, ListenError];

try {
  const gateway = await startGateway(await loadConfiguration(process.env, loadAdapter));
  process.stdout.write(sandboxWelcome(gateway));
  const stop = () => void gateway.close().then(() => process.exit(0));
  process.on('SIGTERM', stop).on('SIGINT', stop);
} catch (error) {
  if (!expected.some((kind) => error instanceof kind)) throw error;
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
