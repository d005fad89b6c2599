import type { Store } from '../store/store.ts';
import type { MemoryTables } from './memory-tables.ts';

export function createMemoryExpiry({ idempotencyByKey }: MemoryTables): Pick<Store, 'removeExpiredIdempotencyRecords'> {
  return {
    removeExpiredIdempotencyRecords: async ({ now, limit }) => {
      const expired = [...idempotencyByKey]
        .filter(([, { expiresAt }]) => expiresAt <= now)
        .sort(([, left], [, right]) => left.expiresAt.getTime() - right.expiresAt.getTime())
        .slice(0, limit);
      for (const [key] of expired) idempotencyByKey.delete(key);
      return expired.length;
    },
  };
}
