import type { Store } from '@hangil/engine';
import type { GatewayMetrics } from './gateway-metrics.ts';

/** The same store, whose commits and the events in them are counted. */
export function measuredStore(store: Store, metrics: GatewayMetrics): Store {
  return {
    ...store,
    async commit(changes) {
      const startedAt = performance.now();
      const observe = (result: string) => metrics.commit(result, performance.now() - startedAt);
      try {
        const result = await store.commit(changes);
        observe(result.kind === 'committed' ? 'committed' : result.on);
        if (result.kind === 'committed') for (const { type } of changes.events ?? []) metrics.event(type);
        return result;
      } catch (error) {
        observe('failed');
        throw error;
      }
    },
  };
}
