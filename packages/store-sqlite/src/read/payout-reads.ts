import type { Store } from '@hangil/engine';
import { and, desc, eq, getTableColumns, sql } from 'drizzle-orm';
import { fromPayoutRow, type PayoutRow } from '../codec/payout-codec.ts';
import type { Drizzle } from '../drizzle.ts';
import { operation, payout } from '../schema.ts';
import { before, equals, inBook, toPage } from './page.ts';

type PayoutReads = Pick<Store, 'payout' | 'payoutByReference' | 'payouts'>;

export function createPayoutReads(database: Drizzle): PayoutReads {
  const byId = database
    .select()
    .from(payout)
    .where(eq(payout.id, sql.placeholder('id')))
    .prepare();
  const byReference = database
    .select(getTableColumns(payout))
    .from(operation)
    .innerJoin(payout, eq(payout.id, operation.subjectId))
    .where(
      and(
        eq(operation.providerAccountId, sql.placeholder('account')),
        eq(operation.reference, sql.placeholder('reference')),
      ),
    )
    .prepare();
  const orNull = (row: PayoutRow | undefined) => (row === undefined ? null : fromPayoutRow(row));

  return {
    payout: async (id) => orNull(byId.get({ id })),
    payoutByReference: async (account, reference) => orNull(byReference.get({ account, reference })),
    payouts: async (scope, { merchantReference, status }, { limit, cursor }) => {
      const rows = database
        .select()
        .from(payout)
        .where(
          and(
            inBook(payout, scope),
            equals(payout.merchantReference, merchantReference),
            equals(payout.status, status),
            before(payout.id, cursor),
          ),
        )
        .orderBy(desc(payout.id))
        .limit(limit + 1)
        .all();
      return toPage(rows, limit, fromPayoutRow);
    },
  };
}
