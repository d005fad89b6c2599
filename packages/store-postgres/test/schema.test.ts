import { createTestDatabase, type TestDatabase } from '@hangil/postgres-testkit';
import { buildWholePayment, createBuilders } from '@hangil/store-testkit';
import { getTableColumns, getTableName, is } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPostgresStore } from '../src/index.ts';
import * as schema from '../src/schema.ts';

let database: TestDatabase;
let client: Client;
beforeAll(async () => {
  database = await createTestDatabase();
  const store = await openPostgresStore({ url: database.url });
  await store.commit(buildWholePayment(createBuilders()));
  await store.close();
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

const tables: readonly PgTable[] = Object.values(schema).filter((value) => is(value, PgTable));
/** What only the database uses. */
const hidden = ['payment.billing_key_id', 'payment.regained_order_id'];

test.each(tables.map((table) => [getTableName(table), table] as const))(
  'drizzle knows the columns of the table %s',
  async (name, table) => {
    const { rows } = await client.query(
      'SELECT column_name AS name, data_type AS type, is_nullable = $2 AS nullable FROM information_schema.columns WHERE table_name = $1',
      [name, 'YES'],
    );
    const known = Object.values(getTableColumns(table)).map((column) => ({
      name: column.name,
      type: column.getSQLType(),
      nullable: !column.notNull,
    }));
    const byName = (left: { name: string }, right: { name: string }) => (left.name < right.name ? -1 : 1);
    const shown = rows.filter((row) => !hidden.includes(`${name}.${row.name}`));
    expect(known.sort(byName)).toEqual(shown.sort(byName));
  },
);

describe('what the database holds by itself, whoever writes', () => {
  test.each([
    'UPDATE journal_entry SET kind = kind',
    'DELETE FROM journal_entry',
    'TRUNCATE journal_entry',
    'UPDATE journal_line SET amount_minor = amount_minor + 1',
    'DELETE FROM journal_line',
    'TRUNCATE journal_line',
    'TRUNCATE period_closing',
  ])('the journal is append-only: %s', async (sql) => {
    await expect(client.query(sql)).rejects.toThrow(/append-only/);
  });

  test.each([
    'amount_refunding_minor = -1',
    'amount_refunded_minor = amount_paid_minor + 1',
    'amount_paid_minor = -1',
    "status = 'done'",
    'amount_minor = -1',
  ])('a payment has values of its kind: %s', async (change) => {
    await expect(client.query(`UPDATE payment SET ${change}`)).rejects.toThrow(/violates check constraint/);
  });
});
