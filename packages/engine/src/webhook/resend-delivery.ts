import { answerOnce, claimKey } from '../decision/answer-once.ts';
import { commitDecision } from '../decision/commit.ts';
import { decisionContext } from '../decision/decision-context.ts';
import { owned } from '../decision/owned.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { WebhookDelivery } from '../store/webhook-records.ts';
import { refuseDisabled } from './change-endpoint.ts';
import { alreadyAnswered } from './rotate-and-test.ts';
import type { Webhooks } from './webhooks.ts';

export function makeResendDelivery(dependencies: EngineDependencies): Webhooks['resendDelivery'] {
  const { store } = dependencies;
  return (scope, id, idempotent) =>
    answerOnce(dependencies, scope, idempotent, alreadyAnswered, async (keyed) => {
      const resent = await commitDecision(dependencies, async () => {
        const { now } = decisionContext(dependencies);
        const delivery = owned(await store.webhookDelivery(id), scope);
        refuseDisabled(owned(await store.webhookEndpoint(delivery.endpointId), scope));
        const value = begunAnew(delivery, now);
        const response = keyed === undefined ? null : keyed.represent(value);
        const idempotency = claimKey(scope, keyed, { kind: 'webhook_delivery', id }, response, now);
        return { changes: { webhookDeliveries: [value], ...(idempotency && { idempotency }) }, value };
      });
      dependencies.onDeliveryDue();
      return resent;
    });
}

/** What the last attempt was told stays until the next one has ended. */
export function begunAnew(delivery: WebhookDelivery, now: Date): WebhookDelivery {
  return {
    ...delivery,
    version: delivery.version + 1,
    status: 'pending',
    attempt: 0,
    nextAttemptAt: now,
    begunAt: now,
    finishedAt: null,
  };
}
