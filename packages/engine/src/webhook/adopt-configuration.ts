import type { WebhookEndpointId } from '@hangil/core';
import { type Sha256, sha256 } from '@hangil/ledger';
import { ownerOf } from '../decision/answer-once.ts';
import { commitDecision } from '../decision/commit.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { ChangeSet } from '../store/change-set.ts';
import type { Scope } from '../store/records.ts';
import type { WebhookEndpoint } from '../store/webhook-records.ts';
import type { ConfiguredWebhookEndpoint, Webhooks } from './webhooks.ts';

/**
 * Several gateways may start at once, and others may be delivering: whoever was overtaken looks again. An endpoint has its id from its
 * name, so two gateways cannot make two of it.
 */
export function makeAdoptConfiguration(dependencies: EngineDependencies): Webhooks['adoptConfiguration'] {
  return (configured) =>
    commitDecision(dependencies, async () => ({
      changes: await changesFor(dependencies, configured),
      value: undefined,
    }));
}

/** null = everything is stored as it is wanted. */
async function changesFor(
  dependencies: EngineDependencies,
  configured: readonly ConfiguredWebhookEndpoint[],
): Promise<ChangeSet | null> {
  const stored = await dependencies.store.configuredWebhookEndpoints();
  const storedByName = new Map(stored.map((endpoint) => [nameOf(endpoint), endpoint]));
  const names = new Set(configured.map(nameOf));
  const gone = stored.filter((endpoint) => !names.has(nameOf(endpoint))).map(({ id }) => id);
  const written = await Promise.all(
    configured.map((wanted) => adopt(dependencies, wanted, storedByName.get(nameOf(wanted)))),
  );
  const webhookEndpoints = written.filter((endpoint) => endpoint !== null);
  const isNothing = gone.length + webhookEndpoints.length === 0;
  return isNothing ? null : { deletedWebhookEndpoints: gone, webhookEndpoints };
}

/** The endpoint to write, or null when it is stored as it is wanted. */
async function adopt(
  dependencies: EngineDependencies,
  { url, events, ...scope }: ConfiguredWebhookEndpoint,
  stored: WebhookEndpoint | undefined,
): Promise<WebhookEndpoint | null> {
  const now = dependencies.clock.now();
  if (stored?.status === 'enabled') {
    const isSame = JSON.stringify(stored.events) === JSON.stringify(events);
    return isSame ? null : { ...stored, version: stored.version + 1, events };
  }
  const position = await dependencies.store.lastEventPosition(scope);
  const enabled = { events, status: 'enabled', disabledReason: null, position, enabledAt: now } as const;
  if (stored !== undefined) return { ...stored, ...enabled, version: stored.version + 1 };
  return {
    ...enabled,
    id: idOf(nameOf({ ...scope, url }), dependencies.sha256),
    version: 1,
    ...ownerOf(scope),
    url,
    description: null,
    source: 'config',
    secrets: [],
    createdAt: now,
  };
}

function idOf(name: string, digest: Sha256 = sha256): WebhookEndpointId {
  return `whe_${digest(name).slice(0, 26)}` as WebhookEndpointId;
}

function nameOf({ merchantId, livemode, url }: Scope & { readonly url: string }): string {
  return JSON.stringify([merchantId, livemode, url]);
}
