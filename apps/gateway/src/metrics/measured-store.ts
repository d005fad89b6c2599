import type { OutgoingEvent, Store } from '@hangil/engine';
import type { Tracing } from '../tracing/tracing.ts';
import type { GatewayMetrics } from './gateway-metrics.ts';

/** The same store, whose commits and the events in them are counted, and noted in the work that made them. */
export function measuredStore(store: Store, metrics: GatewayMetrics, tracing: Tracing | null): Store {
  return {
    ...store,
    async commit(changes) {
      const startedAt = performance.now();
      const observe = (result: string) => metrics.commit(result, performance.now() - startedAt);
      try {
        const result = await store.commit(changes);
        observe(result.kind === 'committed' ? 'committed' : result.on);
        for (const event of result.kind === 'committed' ? (changes.events ?? []) : []) {
          countEvent(event, metrics);
          tracing?.note(event.type, { 'hangil.event_id': event.id, 'hangil.subject_id': event.subjectId });
        }
        return result;
      } catch (error) {
        observe('failed');
        throw error;
      }
    },
  };
}

/** An event that is called by the status of its subject tells that the subject reached it. */
function countEvent({ type, snapshot }: OutgoingEvent, metrics: GatewayMetrics): void {
  metrics.event(type);
  if (snapshot.kind === 'webhook_endpoint' || snapshot.kind === 'document') return;
  const { status } = snapshot.value;
  if (type !== `${snapshot.kind}.${status}`) return;
  if (snapshot.kind === 'refund') {
    metrics.refundReached(status);
    return;
  }
  const { provider, channelId: channel } = snapshot.value;
  if (snapshot.kind === 'payment') metrics.paymentReached({ provider, channel, status });
  else metrics.payoutReached({ provider, channel, status });
}
