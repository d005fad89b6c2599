import type { Store, Waiting } from '@hangil/engine';
import { count, min, type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
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

  function counter(table: PgTable, since: PgColumn, condition?: SQL): () => Promise<Waiting> {
    return async () => {
      const [row] = await database
        .select({ count: count(), oldestAt: min(since) })
        .from(table)
        .where(condition);
      const oldestAt = (row?.oldestAt ?? null) as number | null;
      return { count: row?.count ?? 0, oldestAt: oldestAt === null ? null : new Date(oldestAt) };
    };
  }

  return {
    backlog: async () => ({
      unknown_payments: await read.unknown_payments(),
      unknown_refunds: await read.unknown_refunds(),
      unknown_payouts: await read.unknown_payouts(),
      jobs: await read.jobs(),
      provider_events: await read.provider_events(),
      webhook_deliveries: await read.webhook_deliveries(),
      open_cases: await read.open_cases(),
    }),
  };
}
