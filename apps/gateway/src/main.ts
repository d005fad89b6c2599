#!/usr/bin/env node
import { StoreOpenError } from '@hangil/store-kit';
import { CommandError } from './commands/command-error.ts';
import { processIo } from './commands/command-io.ts';
import { runCommand } from './commands/run-command.ts';
import { loadAdapter } from './composition/adapters.ts';
import { ConfigurationError } from './configuration/configuration-error.ts';
import { loadConfiguration } from './configuration/load-configuration.ts';
import { ListenError } from './listen.ts';
import { startGateway } from './start-gateway.ts';
import { sandboxWelcome } from './welcome.ts';

/** Errors whose message says everything to the person who starts the gateway. */
const expected = [ConfigurationError, StoreOpenError, ListenError, CommandError];

try {
  const words = process.argv.slice(2);
  if (words.length > 0) process.exitCode = await runCommand(words, processIo);
  else await serve();
} catch (error) {
  if (!expected.some((kind) => error instanceof kind)) throw error;
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}

async function serve(): Promise<void> {
  const gateway = await startGateway(await loadConfiguration(process.env, loadAdapter));
  process.stdout.write(sandboxWelcome(gateway));
  const stop = () => void gateway.close().then(() => process.exit(0));
  process.on('SIGTERM', stop).on('SIGINT', stop);
}
