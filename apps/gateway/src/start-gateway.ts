import { setTimeout } from 'node:timers/promises';
import { type Clock, secondMs, systemClock } from '@hangil/core';
import type { DestinationStream } from 'pino';
import { composeGateway } from './composition/compose-gateway.ts';
import type { GatewayParts } from './composition/gateway-parts.ts';
import { type Sandbox, startSandbox } from './composition/sandbox.ts';
import type { GatewayConfiguration } from './configuration/load-configuration.ts';
import type { JobLoop } from './jobs/job-loop.ts';
import { listen } from './listen.ts';
import { createLogger } from './logger.ts';
import { createGatewayMetrics } from './metrics/gateway-metrics.ts';
import { openStore } from './open-store.ts';
import { createShutdown, type Shutdown } from './shutdown.ts';
import { startTracing } from './tracing/start-tracing.ts';
import { readTraceparent, type Tracing } from './tracing/tracing.ts';

/** How long running requests and jobs may take to end. Cutting them is safe: their operations are taken up again at the next start. */
const shutdownDeadlineMs = 30 * secondMs;

export interface StartOptions {
  /** Where log lines go; standard output when left out. */
  readonly logDestination?: DestinationStream;
  /** The sandbox brings its own. */
  readonly clock?: Clock;
}

export interface RunningGateway {
  /** Address it listens on, without a trailing slash. */
  readonly url: string;
  /** null when a configuration was given. */
  readonly sandbox: Sandbox | null;
  /** Stops listening, lets requests and jobs end, and lets go of the database. */
  close(): Promise<void>;
}

/**
 * Opens the database, listens, and runs jobs.
 *
 * @throws StoreOpenError, ListenError; nothing then stays open
 */
export async function startGateway(
  configuration: GatewayConfiguration,
  options: StartOptions = {},
): Promise<RunningGateway> {
  const shutdown = createShutdown();
  try {
    return await open(configuration, options, shutdown);
  } catch (error) {
    await shutdown.close();
    throw error;
  }
}

async function open(
  { environment, merchants }: GatewayConfiguration,
  { logDestination, clock = systemClock }: StartOptions,
  shutdown: Shutdown,
): Promise<RunningGateway> {
  let tracing: Tracing | null = null;
  const traceIdNow = () => readTraceparent(tracing?.current())?.traceId ?? null;
  const logger = createLogger(
    environment.logLevel,
    logDestination,
    environment.tracing === null ? undefined : traceIdNow,
  );
  tracing = await startTracing(environment.tracing, logger);
  shutdown.onClose(async () => tracing?.close());
  const sandbox = merchants === null ? await startSandbox(environment) : null;
  if (sandbox !== null) shutdown.onClose(sandbox.simulator.close);
  const metrics = createGatewayMetrics();
  const store = await openStore(environment.database, metrics.batch);
  shutdown.onClose(store.close);
  let jobLoop: JobLoop | undefined;
  let deliveryLoop: JobLoop | undefined;
  const listener = await listen(environment.host, environment.port);
  // Side by side, so that the end takes as long as the longest of them and not as all together.
  shutdown.onClose(async () => {
    const jobsEnded = withinDeadline(jobLoop?.stop());
    const served = listener.close({ drainMs: environment.drainMs, deadlineMs: shutdownDeadlineMs });
    await Promise.all([served, jobsEnded, deliveryLoop?.stop()]);
  });
  const parts: GatewayParts = {
    clock: sandbox?.simulator.clock ?? clock,
    logger,
    store,
    metrics,
    tracing,
    merchants: sandbox?.merchants ?? merchants ?? [],
    publicUrl: environment.publicUrl ?? listener.url,
    masterKey: environment.masterKey,
    isClosing: shutdown.isClosing,
  };
  const gateway = composeGateway(parts);
  await gateway.adoptConfiguration();
  await gateway.scheduleRecurringJobs();
  listener.serve(gateway.app);
  jobLoop = gateway.startJobs();
  deliveryLoop = gateway.startDeliveries();
  sandbox?.registerGateway(listener.url);
  logStart(parts, listener.url, sandbox);
  return { url: listener.url, sandbox, close: shutdown.close };
}

async function withinDeadline(work: Promise<void> | undefined): Promise<void> {
  const ended = new AbortController();
  const deadline = setTimeout(shutdownDeadlineMs, undefined, { signal: ended.signal }).catch(() => undefined);
  await Promise.race([work, deadline]);
  ended.abort();
}

function logStart({ logger, publicUrl, merchants }: GatewayParts, url: string, sandbox: Sandbox | null): void {
  for (const { settings, adapter, notLoaded } of merchants.flatMap(({ providerAccounts }) => providerAccounts)) {
    if (notLoaded === null) continue;
    const facts = { provider_account_id: settings.id, adapter: adapter.manifest.id, reason: notLoaded };
    logger.error(facts, 'an adapter is not loaded; nothing is sent through its channels');
  }
  logger.info({ url, public_url: publicUrl, mode: sandbox === null ? 'configured' : 'sandbox' }, 'gateway started');
}
