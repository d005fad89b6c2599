import type { Backlog, Store, Waiting } from '../store/store.ts';
import type { MemoryTables } from './memory-tables.ts';

export function createBacklogRead(tables: MemoryTables): Pick<Store, 'backlog'> {
  const unknown = (stored: ReadonlyMap<string, { readonly status: string; readonly createdAt: Date }>) =>
    waiting([...stored.values()].filter(({ status }) => status === 'unknown').map(({ createdAt }) => createdAt));

  return {
    backlog: async (): Promise<Backlog> => ({
      unknown_payments: unknown(tables.payments),
      unknown_refunds: unknown(tables.refunds),
      unknown_payouts: unknown(tables.payouts),
      jobs: waiting([...tables.jobsByKey.values()].map(({ dueAt }) => dueAt)),
      provider_events: waiting(
        [...tables.providerEvents.values()]
          .filter(({ status }) => status === 'waiting')
          .map(({ receivedAt }) => receivedAt),
      ),
      webhook_deliveries: waiting(
        [...tables.webhookDeliveries.values()]
          .filter(({ status }) => status === 'pending')
          .map(({ createdAt }) => createdAt),
      ),
      open_cases: waiting(
        [...tables.casesByKey.values()].filter(({ status }) => status === 'open').map(({ openedAt }) => openedAt),
      ),
    }),
  };
}

function waiting(since: readonly Date[]): Waiting {
  const oldest = Math.min(...since.map((instant) => instant.getTime()));
  return { count: since.length, oldestAt: since.length === 0 ? null : new Date(oldest) };
}
