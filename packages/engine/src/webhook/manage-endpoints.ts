import { answerOnce, ownerOf } from '../decision/answer-once.ts';
import { commit, commitDecision } from '../decision/commit.ts';
import { decisionContext } from '../decision/decision-context.ts';
import { owned } from '../decision/owned.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { WebhookEndpoint } from '../store/webhook-records.ts';
import { changeEndpoint, endpointKey, presentEndpoint, refuseConfigured, refuseDisabled } from './change-endpoint.ts';
import type { UpdateWebhookEndpointInput, Webhooks } from './webhooks.ts';

type Management = Pick<Webhooks, 'createEndpoint' | 'updateEndpoint' | 'deleteEndpoint' | 'recoverEndpoint'>;

export function makeManageEndpoints(dependencies: EngineDependencies): Management {
  const { store } = dependencies;
  return {
    createEndpoint: (scope, { url, events, description, sealedSecret }, idempotent) =>
      answerOnce(dependencies, scope, idempotent, presentEndpoint(dependencies, scope), async (keyed) => {
        const { now, ids } = decisionContext(dependencies);
        const endpoint: WebhookEndpoint = {
          id: ids.next('whe'),
          version: 1,
          ...ownerOf(scope),
          url,
          events,
          description,
          status: 'enabled',
          disabledReason: null,
          source: 'api',
          secrets: [{ sealed: sealedSecret, expiresAt: null }],
          position: await store.lastEventPosition(scope),
          createdAt: now,
          enabledAt: now,
        };
        await commit(dependencies, {
          webhookEndpoints: [endpoint],
          ...endpointKey(scope, keyed, endpoint.id, now),
        });
        return endpoint;
      }),

    updateEndpoint: (scope, id, input) =>
      changeEndpoint(dependencies, scope, id, async (endpoint, { now }) => {
        refuseConfigured(endpoint);
        const isEnabling = endpoint.status === 'disabled' && input.status === 'enabled';
        const enabling = isEnabling ? { position: await store.lastEventPosition(scope), enabledAt: now } : {};
        return { endpoint: { ...updated(endpoint, input), ...enabling } };
      }),

    deleteEndpoint: (scope, id) =>
      commitDecision(dependencies, async () => {
        refuseConfigured(owned(await store.webhookEndpoint(id), scope));
        return { changes: { deletedWebhookEndpoints: [id] }, value: undefined };
      }),

    recoverEndpoint: (scope, id, since, idempotent) =>
      answerOnce(dependencies, scope, idempotent, presentEndpoint(dependencies, scope), (keyed) =>
        changeEndpoint(dependencies, scope, id, async (endpoint, { now }) => {
          refuseDisabled(endpoint);
          const position = Math.min(endpoint.position, await store.lastEventPosition(scope, since));
          return { endpoint: { ...endpoint, position }, changes: endpointKey(scope, keyed, id, now) };
        }),
      ),
  };
}

function updated(
  endpoint: WebhookEndpoint,
  { url, events, description, status }: UpdateWebhookEndpointInput,
): WebhookEndpoint {
  const statusNow = status ?? endpoint.status;
  return {
    ...endpoint,
    url: url ?? endpoint.url,
    events: events ?? endpoint.events,
    description: description === undefined ? endpoint.description : description,
    status: statusNow,
    disabledReason: statusNow === 'enabled' ? null : (endpoint.disabledReason ?? 'merchant'),
  };
}
