import { hash, randomBytes } from 'node:crypto';
import type { ProviderManifest } from '@hangil/core';
import { createEngine, createRoutingMemory, type Directory, type Engine, type RoutingMemory } from '@hangil/engine';
import { ContainerModule } from 'inversify';
import { createAccountChannels } from '../account-channels.ts';
import { createApp } from '../app.ts';
import { booksOf } from '../configuration/merchants.ts';
import type { HttpApp } from '../http/http-environment.ts';
import { startJobLoop } from '../jobs/job-loop.ts';
import { createWakeSignal, type WakeSignal } from '../jobs/wake-signal.ts';
import { addBacklogGauges } from '../metrics/backlog-gauges.ts';
import { addChannelGauge } from '../metrics/channel-gauge.ts';
import type { GatewayMetrics } from '../metrics/gateway-metrics.ts';
import { addLedgerGauge } from '../metrics/ledger-gauge.ts';
import { measuredStore } from '../metrics/measured-store.ts';
import { measuredWebhookSender } from '../metrics/measured-webhook-sender.ts';
import { addOutboxGauge } from '../metrics/outbox-gauge.ts';
import { tracedWebhookSender } from '../tracing/traced-webhook-sender.ts';
import { createUlidIds, type UlidIds } from '../ulid-ids.ts';
import { version } from '../version.ts';
import { createAskMerchant } from '../webhook-sender/ask-merchant.ts';
import { webhookUrlProblem } from '../webhook-sender/check-webhook-url.ts';
import { type ClosableWebhookSender, createWebhookSender } from '../webhook-sender/create-webhook-sender.ts';
import { createEndpointSecrets } from '../webhook-sender/endpoint-secrets.ts';
import { lookupAll } from '../webhook-sender/guarded-connector.ts';
import { createSecretBox, type SecretBox } from '../webhook-sender/secret-box.ts';
import { builtInManifests } from './adapters.ts';
import { createDirectory } from './directory.ts';
import type { GatewayParts } from './gateway-parts.ts';
import { TOKENS } from './tokens.ts';

/** Puts the gateway together; each part is made once, when it is first asked for. */
export function gatewayModule(parts: GatewayParts): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(TOKENS.parts).toConstantValue(parts);
    bind(TOKENS.routingMemory).toDynamicValue(createRoutingMemory).inSingletonScope();
    bind(TOKENS.metrics).toResolvedValue(makeMetrics, [TOKENS.parts, TOKENS.routingMemory]).inSingletonScope();
    bind(TOKENS.wakeSignal).toDynamicValue(createWakeSignal).inSingletonScope();
    bind(TOKENS.ids)
      .toResolvedValue(({ clock }: GatewayParts) => createUlidIds(clock), [TOKENS.parts])
      .inSingletonScope();
    bind(TOKENS.directory).toResolvedValue(createDirectory, [TOKENS.parts, TOKENS.metrics]).inSingletonScope();
    bind(TOKENS.deliverySignal).toDynamicValue(createWakeSignal).inSingletonScope();
    bind(TOKENS.secretBox)
      .toResolvedValue(({ masterKey }: GatewayParts) => createSecretBox(masterKey), [TOKENS.parts])
      .inSingletonScope();
    bind(TOKENS.webhookSender)
      .toResolvedValue(makeWebhookSender, [TOKENS.parts, TOKENS.secretBox, TOKENS.metrics])
      .inSingletonScope();
    bind(TOKENS.engine)
      .toResolvedValue(makeEngine, [
        TOKENS.parts,
        TOKENS.ids,
        TOKENS.directory,
        TOKENS.routingMemory,
        TOKENS.webhookSender,
        TOKENS.wakeSignal,
        TOKENS.deliverySignal,
        TOKENS.metrics,
      ])
      .inSingletonScope();
    bind(TOKENS.app)
      .toResolvedValue(makeApp, [
        TOKENS.parts,
        TOKENS.engine,
        TOKENS.directory,
        TOKENS.ids,
        TOKENS.secretBox,
        TOKENS.metrics,
      ])
      .inSingletonScope();
    bind(TOKENS.jobLoop)
      .toResolvedValue(
        (given: GatewayParts, engine: Engine, signal: WakeSignal) =>
          startJobLoop({
            ...given,
            signal,
            placesMax: jobsAtOnce,
            restMs: 0,
            startDue: engine.startDueJobs,
            nextDueAt: given.store.nextJobDueAt,
          }),
        [TOKENS.parts, TOKENS.engine, TOKENS.wakeSignal],
      )
      .inSingletonScope();
    bind(TOKENS.deliveryLoop)
      .toResolvedValue(
        (given: GatewayParts, { webhooks }: Engine, signal: WakeSignal) =>
          startJobLoop({
            ...given,
            signal,
            placesMax: deliveriesAtOnce,
            restMs: deliveryRestMs,
            startDue: webhooks.startDueDeliveries,
            nextDueAt: webhooks.nextDeliveryDueAt,
          }),
        [TOKENS.parts, TOKENS.engine, TOKENS.deliverySignal],
      )
      .inSingletonScope();
  });
}

/** Webhooks have their own places: a merchant's server that hangs keeps no payment waiting. */
const jobsAtOnce = 64;
const deliveriesAtOnce = 512;
/** Every event and every answer wakes the loop; this gathers them, so that under load they share a look and a write. */
const deliveryRestMs = 5;

/** Adds what is read when somebody asks to what is counted as it happens. */
function makeMetrics({ metrics, store, clock, merchants }: GatewayParts, routing: RoutingMemory): GatewayMetrics {
  const { registry } = metrics;
  addBacklogGauges(registry, store, clock);
  addOutboxGauge(registry, store, clock);
  addLedgerGauge(registry, store, booksOf(merchants), clock);
  addChannelGauge(registry, merchants, routing, clock);
  return metrics;
}

function makeWebhookSender(
  { merchants, tracing }: GatewayParts,
  secretBox: SecretBox,
  metrics: GatewayMetrics,
): ClosableWebhookSender {
  const sender = createWebhookSender({ secretsOf: createEndpointSecrets(merchants, secretBox), lookup: lookupAll });
  const measured = measuredWebhookSender(sender, metrics);
  return tracing === null ? measured : tracedWebhookSender(measured, tracing);
}

function makeEngine(
  { store, clock, logger, tracing }: GatewayParts,
  ids: UlidIds,
  directory: Directory,
  routing: RoutingMemory,
  webhookSender: ClosableWebhookSender,
  jobSignal: WakeSignal,
  deliverySignal: WakeSignal,
  metrics: GatewayMetrics,
): Engine {
  return createEngine({
    store: measuredStore(store, metrics, tracing),
    ...(tracing === null ? {} : { tracer: tracing }),
    clock,
    ids,
    directory,
    routing,
    webhookSender,
    chance: Math.random,
    sha256: (text) => hash('sha256', text, 'hex'),
    onJobDue: jobSignal.wake,
    onDeliveryDue: deliverySignal.wake,
    log: (level, message, facts, error) =>
      logger[level](error === undefined ? facts : { ...facts, err: error }, message),
  });
}

function makeApp(
  parts: GatewayParts,
  engine: Engine,
  directory: Directory,
  ids: UlidIds,
  secretBox: SecretBox,
  metrics: GatewayMetrics,
): HttpApp {
  const apiKeys = parts.merchants.flatMap((merchant) => merchant.apiKeys);
  return createApp({
    ...parts,
    engine,
    directory,
    manifests: manifestsOf(parts),
    askMerchant: createAskMerchant({ ...parts, lookup: lookupAll, newMessageId: () => ids.next('evt') }),
    secretBox,
    personalDataBox: createSecretBox(parts.masterKey ?? randomBytes(32), 'hangil personal data'),
    accountChannels: createAccountChannels(directory, parts.clock),
    metrics,
    webhookUrlProblem: (url, livemode) => webhookUrlProblem(url, livemode, lookupAll),
    apiKeys,
    version,
    newRequestId: ids.nextRequestId,
  });
}

/** The adapters that come with the gateway, then those of packages that the configuration names. */
function manifestsOf({ merchants }: GatewayParts): ProviderManifest[] {
  const configured = merchants.flatMap(({ providerAccounts }) =>
    providerAccounts.map(({ adapter }) => adapter.manifest),
  );
  return [...new Map([...builtInManifests, ...configured].map((manifest) => [manifest.id, manifest])).values()];
}
