import type { Store, Waiting } from '@hangil/engine';
import { count, min, type SQL, sql } from 'drizzle-orm';
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Drizzle } from '../drizzle.ts';
import { job, payment, payout, providerEvent, refund, reviewCase, webhookDelivery } from '../schema.ts';

/** Conditions are written out, because a partial index serves a query only when its condition stands there as it is. */
export function createBacklogRead(database: Drizzle): Pick<Store, 'backlog'> {
  const read = {
    unknown_payments: counter(payment, payment.createdAt, sql`${payment.status} = 'unknown'`),
    unknown_refunds: counter(refund, refund.createdAt, sql`${refund.status} = 'unknown'`),
    unknown_payouts: counter(payout, payout.createdAt, sql`${payout.status} = 'unknown'`),
    jobs: counter(job, job.dueAt),
    provider_events: counter(providerEvent, providerEvent.receivedAt, sql`${providerEvent.status} = 'waiting'`),
    webhook_deliveries: counter(webhookDelivery, webhookDelivery.createdAt, sql`${webhookDelivery.status} = 'pending'`),
    open_cases: counter(reviewCase, reviewCase.openedAt, sql`${reviewCase.status} = 'open'`),
  };

  function counter(table: SQLiteTable, since: SQLiteColumn, condition?: SQL): () => Waiting {
    const statement = database
      .select({ count: count(), oldestAt: min(since) })
      .from(table)
      .where(condition)
      .prepare();
    return () => {
      const row = statement.get() as { readonly count: number; readonly oldestAt: number | null };
      return { count: row.count, oldestAt: row.oldestAt === null ? null : new Date(row.oldestAt) };
    };
  }

  return {
    backlog: async () => ({
      unknown_payments: read.unknown_payments(),
      unknown_refunds: read.unknown_refunds(),
      unknown_payouts: read.unknown_payouts(),
      jobs: read.jobs(),
      provider_events: read.provider_events(),
      webhook_deliveries: read.webhook_deliveries(),
      open_cases: read.open_cases(),
    }),
  };
}
