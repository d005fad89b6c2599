import type { ClosableWebhookSender } from '../webhook-sender/create-webhook-sender.ts';
import type { GatewayMetrics } from './gateway-metrics.ts';

/** The same sender, whose attempts are counted. */
export function measuredWebhookSender(sender: ClosableWebhookSender, metrics: GatewayMetrics): ClosableWebhookSender {
  return {
    ...sender,
    async send(message) {
      const startedAt = performance.now();
      const answer = await sender.send(message);
      const outcome = answer.kind === 'answered' ? `${Math.floor(answer.status / 100)}xx` : 'unanswered';
      metrics.webhookAttempt(outcome, performance.now() - startedAt);
      return answer;
    },
  };
}
