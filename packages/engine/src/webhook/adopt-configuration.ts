import { ownerOf } from '../decision/answer-once.ts';
import { commit } from '../decision/commit.ts';
import { decisionContext } from '../decision/decision-context.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { Scope } from '../store/records.ts';
import type { WebhookEndpoint } from '../store/webhook-records.ts';
import type { ConfiguredWebhookEndpoint, Webhooks } from './webhooks.ts';

/** Runs before anything is delivered, so nobody else writes endpoints meanwhile. */
export function makeAdoptConfiguration(dependencies: EngineDependencies): Webhooks['adoptConfiguration'] {
  return async (configured) => {
    const stored = await dependencies.store.configuredWebhookEndpoints();
    const storedByName = new Map(stored.map((endpoint) => [nameOf(endpoint), endpoint]));
    const names = new Set(configured.map(nameOf));
    const gone = stored.filter((endpoint) => !names.has(nameOf(endpoint))).map(({ id }) => id);
    const written = await Promise.all(
      configured.map((wanted) => adopt(dependencies, wanted, storedByName.get(nameOf(wanted)))),
    );
    const webhookEndpoints = written.filter((endpoint) => endpoint !== null);
    if (gone.length + webhookEndpoints.length > 0) {
      await commit(dependencies, { deletedWebhookEndpoints: gone, webhookEndpoints });
    }
  };
}

/** The endpoint to write, or null when it is stored as it is wanted. */
async function adopt(
  dependencies: EngineDependencies,
  { url, events, ...scope }: ConfiguredWebhookEndpoint,
  stored: WebhookEndpoint | undefined,
): Promise<WebhookEndpoint | null> {
  const { now, ids } = decisionContext(dependencies);
  if (stored?.status === 'enabled') {
    const isSame = JSON.stringify(stored.events) === JSON.stringify(events);
    return isSame ? null : { ...stored, version: stored.version + 1, events };
  }
  const position = await dependencies.store.lastEventPosition(scope);
  const enabled = { events, status: 'enabled', disabledReason: null, position, enabledAt: now } as const;
  if (stored !== undefined) return { ...stored, ...enabled, version: stored.version + 1 };
  return {
    ...enabled,
    id: ids.next('whe'),
    version: 1,
    ...ownerOf(scope),
    url,
    description: null,
    source: 'config',
    secrets: [],
    createdAt: now,
  };
}

function nameOf({ merchantId, livemode, url }: Scope & { readonly url: string }): string {
  return JSON.stringify([merchantId, livemode, url]);
}
