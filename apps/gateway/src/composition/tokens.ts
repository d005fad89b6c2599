import type { Directory, Engine, RoutingMemory } from '@hangil/engine';
import type { ServiceIdentifier } from 'inversify';
import type { HttpApp } from '../http/http-environment.ts';
import type { JobLoop } from '../jobs/job-loop.ts';
import type { WakeSignal } from '../jobs/wake-signal.ts';
import type { GatewayMetrics } from '../metrics/gateway-metrics.ts';
import type { UlidIds } from '../ulid-ids.ts';
import type { ClosableWebhookSender } from '../webhook-sender/create-webhook-sender.ts';
import type { SecretBox } from '../webhook-sender/secret-box.ts';
import type { GatewayParts } from './gateway-parts.ts';

/** The cast keeps the type: an annotation would narrow the constant to `symbol`. */
export const TOKENS = {
  parts: Symbol.for('GatewayParts') as ServiceIdentifier<GatewayParts>,
  metrics: Symbol.for('GatewayMetrics') as ServiceIdentifier<GatewayMetrics>,
  routingMemory: Symbol.for('RoutingMemory') as ServiceIdentifier<RoutingMemory>,
  ids: Symbol.for('UlidIds') as ServiceIdentifier<UlidIds>,
  wakeSignal: Symbol.for('WakeSignal') as ServiceIdentifier<WakeSignal>,
  directory: Symbol.for('Directory') as ServiceIdentifier<Directory>,
  engine: Symbol.for('Engine') as ServiceIdentifier<Engine>,
  app: Symbol.for('HttpApp') as ServiceIdentifier<HttpApp>,
  secretBox: Symbol.for('SecretBox') as ServiceIdentifier<SecretBox>,
  webhookSender: Symbol.for('WebhookSender') as ServiceIdentifier<ClosableWebhookSender>,
  deliverySignal: Symbol.for('DeliverySignal') as ServiceIdentifier<WakeSignal>,
  /** Getting it starts it. */
  jobLoop: Symbol.for('JobLoop') as ServiceIdentifier<JobLoop>,
  /** Getting it starts it. */
  deliveryLoop: Symbol.for('DeliveryLoop') as ServiceIdentifier<JobLoop>,
};
