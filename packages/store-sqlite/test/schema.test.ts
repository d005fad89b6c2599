import type { PaymentId } from '@hangil/core';
import { buildWholePayment, createBuilders } from '@hangil/store-testkit';
import { getTableColumns, getTableName, is } from 'drizzle-orm';
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type OpenDatabase, openDatabase } from '../src/open-database.ts';
import * as schema from '../src/schema.ts';
import { createSqliteStore } from '../src/sqlite-store.ts';

let opened: OpenDatabase;
beforeEach(() => {
  opened = openDatabase(':memory:');
});
afterEach(() => opened.close());

const tables: readonly SQLiteTable[] = Object.values(schema).filter((value) => is(value, SQLiteTable));

interface ColumnInfo {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly pk: number;
}

/** An INTEGER PRIMARY KEY is the row's number and cannot be null, though SQLite does not say so. */
function isRequired({ type, notnull, pk }: ColumnInfo, keys: number): boolean {
  return notnull === 1 || (type === 'INTEGER' && pk === 1 && keys === 1);
}

describe('the drizzle schema', () => {
  test.each(tables.map((table) => [getTableName(table), table] as const))(
    'has the columns of the table %s',
    (name, table) => {
      const actual = opened.client.prepare<[string], ColumnInfo>('SELECT * FROM pragma_table_info(?)').all(name);
      const keys = actual.filter(({ pk }) => pk > 0);
      const composite = getTableConfig(table).primaryKeys.flatMap(({ columns }) =>
        columns.map((column) => column.name),
      );
      const expected = Object.values(getTableColumns(table)).map((column) => ({
        name: column.name,
        type: column.getSQLType().toUpperCase(),
        required: column.notNull,
        key: column.primary || composite.includes(column.name),
      }));
      expect(expected).toEqual(
        actual.map((column) => ({
          name: column.name,
          type: column.type,
          required: isRequired(column, keys.length),
          key: column.pk > 0,
        })),
      );
    },
  );

  test('has every table of the migrations', () => {
    const names = opened.client
      .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'")
      .pluck()
      .all();
    expect(
      tables
        .map((table) => getTableName(table))
        .concat('schema_migration')
        .sort(),
    ).toEqual(names.sort());
  });
});

describe('what the database holds by itself, whoever writes', () => {
  const run = (sql: string) => () => opened.client.exec(sql);

  async function writePayment(): Promise<PaymentId> {
    const changes = buildWholePayment(createBuilders());
    expect(await createSqliteStore(opened).commit(changes)).toEqual({ kind: 'committed' });
    return changes.payments[0].id;
  }

  test.each([
    'UPDATE journal_entry SET kind = kind',
    'DELETE FROM journal_entry',
    'UPDATE journal_line SET amount_minor = amount_minor + 1',
    'DELETE FROM journal_line',
    'REPLACE INTO journal_entry SELECT * FROM journal_entry',
    'REPLACE INTO journal_line SELECT * FROM journal_line',
  ])('the journal is append-only: %s', async (sql) => {
    await writePayment();
    expect(run(sql)).toThrow(/append-only/);
  });

  test.each([
    'amount_refunding_minor = -1',
    'amount_refunded_minor = -1',
    'amount_refunding_minor = amount_paid_minor + 1',
    'amount_refunded_minor = amount_paid_minor + 1',
    'amount_paid_minor = -1',
  ])('no more is given back than was paid: %s', async (change) => {
    await writePayment();
    expect(run(`UPDATE payment SET ${change}`)).toThrow('CHECK constraint failed: money_guard');
  });

  test.each([
    'amount_minor = -1',
    "status = 'done'",
    'livemode = 2',
    "amount_paid_minor = '12 won'",
    'amount_paid_minor = 0.5',
    'version = NULL',
  ])('a payment has values of its kind: %s', async (change) => {
    await writePayment();
    expect(run(`UPDATE payment SET ${change}`)).toThrow(/constraint failed|cannot store/);
  });

  test.each([
    ['a line of nothing', "(1, 9, 'demo', 0, 'a', 'debit', 0, 'KRW', 'posted')"],
    ['a line of less than nothing', "(1, 9, 'demo', 0, 'a', 'debit', -5, 'KRW', 'posted')"],
    ['a line on no side', "(1, 9, 'demo', 0, 'a', 'left', 5, 'KRW', 'posted')"],
    ['a line in no layer', "(1, 9, 'demo', 0, 'a', 'debit', 5, 'KRW', 'other')"],
    ['a line without an entry', "(999, 1, 'demo', 0, 'a', 'debit', 5, 'KRW', 'posted')"],
  ])('%s is refused', async (_words, values) => {
    await writePayment();
    expect(run(`INSERT INTO journal_line VALUES ${values}`)).toThrow(/constraint failed/);
  });

  test('two payments do not share an order id from the start', async () => {
    await writePayment();
    const copy = `INSERT INTO payment SELECT 'pay_copy', version, merchant_id, livemode, order_id, holds_order_id, status,
      currency, amount_minor, amount_paid_minor, amount_refunding_minor, amount_refunded_minor, method_type, provider,
      provider_account_id, channel_id, provider_payment_id, created_at, document FROM payment`;
    expect(run(copy)).toThrow('order id is held');
  });
});
