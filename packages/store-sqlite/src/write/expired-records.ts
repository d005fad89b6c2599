import { lte, sql } from 'drizzle-orm';
import { type Drizzle, prepareWrite } from '../drizzle.ts';
import { idempotencyRecord } from '../schema.ts';

/** Removes idempotency records that have expired, earliest first, and says how many. */
export function createExpiredRecordRemover(database: Drizzle): (request: { now: Date; limit: number }) => number {
  const rowNumber = sql`rowid`;
  const expired = database
    .select({ rowNumber })
    .from(idempotencyRecord)
    .where(lte(idempotencyRecord.expiresAt, sql.placeholder('now')))
    .orderBy(idempotencyRecord.expiresAt)
    .limit(sql.placeholder('limit'));
  const remove = prepareWrite(database, database.delete(idempotencyRecord).where(sql`${rowNumber} in ${expired}`));
  return ({ now, limit }) => remove.run({ now: now.getTime(), limit }).changes;
}
