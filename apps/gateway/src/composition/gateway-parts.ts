import type { Clock } from '@hangil/core';
import type { Store } from '@hangil/engine';
import type { Logger } from 'pino';
import type { MerchantConfiguration } from '../configuration/merchants.ts';
import type { GatewayMetrics } from '../metrics/gateway-metrics.ts';
import type { Tracing } from '../tracing/tracing.ts';

/** What was read and opened before the gateway could be put together. */
export interface GatewayParts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly store: Store;
  readonly metrics: GatewayMetrics;
  /** null = nobody follows the work. */
  readonly tracing: Tracing | null;
  readonly merchants: readonly MerchantConfiguration[];
  /** Where merchants and providers reach the gateway, without a trailing slash. */
  readonly publicUrl: string;
  /** 32 bytes that encrypt what is secret in the store; null = there is none. */
  readonly masterKey: Buffer | null;
  readonly isClosing: () => boolean;
}
