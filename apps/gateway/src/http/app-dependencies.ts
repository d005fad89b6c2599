import type { Clock, ProviderManifest } from '@hangil/core';
import type { Directory, Engine, Store } from '@hangil/engine';
import type { Logger } from 'pino';
import type { AccountChannels } from '../account-channels.ts';
import type { GatewayMetrics } from '../metrics/gateway-metrics.ts';
import type { Tracing } from '../tracing/tracing.ts';
import type { AskMerchant } from '../webhook-sender/ask-merchant.ts';
import type { SecretBox } from '../webhook-sender/secret-box.ts';
import type { KnownApiKey } from './authentication.ts';

/** What the handlers are given. */
export interface AppDependencies {
  readonly engine: Engine;
  /** For reading only; every change goes through the engine. */
  readonly store: Store;
  readonly directory: Directory;
  /** Of every provider the gateway can speak to. */
  readonly manifests: readonly ProviderManifest[];
  readonly secretBox: SecretBox;
  readonly accountChannels: AccountChannels;
  /** Keeps what was learnt about persons; without a master key only until the process ends. */
  readonly personalDataBox: SecretBox;
  /** What is wrong with an address for webhooks, in words, or null. */
  readonly webhookUrlProblem: (url: string, livemode: boolean) => Promise<string | null>;
  /** What the merchant's own server says before money is taken. */
  readonly askMerchant: AskMerchant;
  readonly apiKeys: readonly KnownApiKey[];
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: GatewayMetrics;
  /** null = nobody follows the work. */
  readonly tracing: Tracing | null;
  readonly newRequestId: () => string;
  /** Where merchants and providers reach the gateway, without a trailing slash. */
  readonly publicUrl: string;
  readonly version: string;
  /** True once the gateway is stopping: it then reports itself as not ready. */
  readonly isClosing: () => boolean;
}
