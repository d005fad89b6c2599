import type { ClosableWebhookSender } from '../webhook-sender/create-webhook-sender.ts';
import type { Tracing } from './tracing.ts';

/** The same sender, whose attempts belong to the trace of what recorded the event, and name themselves to the receiver. */
export function tracedWebhookSender(sender: ClosableWebhookSender, tracing: Tracing): ClosableWebhookSender {
  return {
    ...sender,
    async send(message) {
      const { event, endpoint } = message;
      const span = tracing.begin({
        name: 'webhook',
        kind: 'client',
        parent: event.traceparent ?? null,
        facts: {
          'hangil.event_id': event.id,
          'hangil.event_type': event.type,
          'hangil.subject_id': event.subjectId,
          'hangil.webhook_endpoint_id': endpoint.id,
        },
      });
      const followed = { ...message, event: { ...event, traceparent: span.traceparent } };
      const answer = await span.run(() => sender.send(followed));
      if (answer.kind === 'answered')
        span.end({ 'http.response.status_code': answer.status }, answer.status < 200 || answer.status > 299);
      else span.end({ 'error.type': answer.problem }, true);
      return answer;
    },
  };
}
