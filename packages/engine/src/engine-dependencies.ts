import type { Clock, IdSource } from '@hangil/core';
import type { Sha256 } from '@hangil/ledger';
import type { Directory } from './directory.ts';
import type { RoutingMemory } from './routing/routing-memory.ts';
import type { Store } from './store/store.ts';
import type { Tracer } from './tracer.ts';
import type { WebhookSender } from './webhook/webhook-sender.ts';

/** Everything the engine needs from outside. */
export interface EngineDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly directory: Directory;
  /** What this process remembers of its channels. */
  readonly routing: RoutingMemory;
  /** Called when a job has become due, so that whoever runs jobs need not wait for its next look. */
  readonly onJobDue: () => void;
  readonly webhookSender: WebhookSender;
  /** Called when a webhook may have become due, so that whoever delivers need not wait for its next look. */
  readonly onDeliveryDue: () => void;
  /** The digest of the platform, for verifying; the one of the ledger is used when it is left out, which takes longer. */
  readonly sha256?: Sha256;
  /** Left out = nobody follows the work. */
  readonly tracer?: Tracer;
  /** A number from 0 to below 1, for spreading retries. */
  readonly chance: () => number;
  /**
   * Receives what no caller is told. Facts carry ids and codes only, never card data, account numbers or secrets. The message of
   * an error may: of a failed statement it lists the values from the second line on, which must not be written.
   */
  readonly log: (
    level: 'info' | 'warn' | 'error',
    message: string,
    facts: Readonly<Record<string, string | number | null>>,
    error?: unknown,
  ) => void;
}
