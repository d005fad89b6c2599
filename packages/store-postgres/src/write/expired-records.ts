import type { Store } from '@hangil/engine';
import { sql } from 'drizzle-orm';
import type { Drizzle } from '../drizzle.ts';
import { idempotencyRecord } from '../schema.ts';

/** Rows that another gateway is using or removing at this moment are left for the next time. */
export function createExpiredRecordRemover(database: Drizzle): Store['removeExpiredIdempotencyRecords'] {
  const { merchantId, livemode, key, expiresAt } = idempotencyRecord;
  return async ({ now, limit }) => {
    const { rowCount } = await database.execute(sql`
      WITH expired AS (
        SELECT ${merchantId}, ${livemode}, ${key} FROM ${idempotencyRecord}
        WHERE ${expiresAt} <= ${now.getTime()} ORDER BY ${expiresAt} LIMIT ${limit} FOR UPDATE SKIP LOCKED)
      DELETE FROM ${idempotencyRecord} USING expired
      WHERE ${merchantId} = expired.merchant_id AND ${livemode} = expired.livemode AND ${key} = expired.key`);
    return rowCount ?? 0;
  };
}
