import { createHash } from 'node:crypto';
import { createReadStream, existsSync, realpathSync } from 'node:fs';
import { type DatabaseExport, type MovedRow, type RowKey, StoreOpenError } from '@hangil/store-kit/opening';
import Sqlite, { type Database } from 'better-sqlite3';
import { type DatabaseLock, lockDatabase } from './database-lock.ts';
import { openBooks } from './open-books.ts';
import { toStoreOpenError } from './store-open-error.ts';

interface MovedTable {
  readonly key: readonly string[];
  /** Columns beside those of the table, or instead of them. */
  readonly select?: string;
  readonly from?: string;
}

/** An order id may be held by several payments; all but one have regained it. */
const paymentColumns = `payment.*,
  iif(method_type = 'billing_key', json_extract(document, '$.method.billingKeyId'), NULL) AS billing_key_id,
  holds_order_id = 1 AND EXISTS (
    SELECT 1 FROM payment AS other WHERE other.merchant_id = payment.merchant_id AND other.livemode = payment.livemode
      AND other.order_id = payment.order_id AND other.holds_order_id = 1 AND other.id > payment.id) AS regained_order_id`;

/** In a book, lines are found by the number of their entry; here by its place among all. */
const lineColumns = `line.merchant_id, line.livemode, entry.number, line.line_number, line.account, line.side,
  line.amount_minor, line.currency, line.layer, line.entry_sequence`;

const tables: Readonly<Record<string, MovedTable>> = {
  payment: { key: ['id'], select: paymentColumns },
  refund: { key: ['id'] },
  payout: { key: ['id'] },
  document: { key: ['id'] },
  operation: { key: ['id'] },
  journal_entry: { key: ['sequence'] },
  journal_line: {
    key: ['entry_sequence', 'line_number'],
    select: lineColumns,
    from: 'journal_line AS line JOIN journal_entry AS entry ON entry.sequence = line.entry_sequence',
  },
  account_day: { key: ['merchant_id', 'livemode', 'account', 'currency', 'layer', 'day'] },
  period_closing: { key: ['merchant_id', 'livemode', 'closed_before'] },
  outgoing_event: { key: ['position'] },
  idempotency_record: { key: ['merchant_id', 'livemode', 'key'] },
  provider_event: { key: ['id'] },
  review_case: { key: ['id'] },
  webhook_endpoint: { key: ['id'] },
  webhook_delivery: { key: ['id'] },
  job: { key: ['revision'] },
};

/** Columns that only say where a row stands in a file. */
const ofTheFile: ReadonlySet<string> = new Set(['sequence of journal_entry', 'entry_sequence of journal_line']);

/**
 * Reads a database to move it, which no gateway may have open meanwhile.
 *
 * @throws StoreOpenError with one sentence that says what to do
 */
export async function openExport(path: string): Promise<DatabaseExport> {
  if (!existsSync(path)) throw new StoreOpenError(`${path} does not exist: name the database of a gateway.`);
  const file = realpathSync(path);
  let lock: DatabaseLock | undefined;
  try {
    lock = lockDatabase(file);
    emptyWriteAheadLog(file);
    const books = openBooks(file);
    const fingerprint = await digestOf(file);
    const client = new Sqlite(file, { readonly: true });
    return createExport(client, books, fingerprint, async () => {
      client.close();
      await books.close();
      lock?.release();
    });
  } catch (error) {
    lock?.release();
    throw toStoreOpenError(path, error);
  }
}

function createExport(
  client: Database,
  books: DatabaseExport['books'],
  fingerprint: string,
  close: () => Promise<void>,
): DatabaseExport {
  return {
    fingerprint,
    tables: Object.keys(tables),
    books,
    count: async (table) => client.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0,
    rows: async (table, after, limit) => {
      const { key, select = '*', from = table } = tables[table] as MovedTable;
      const columns = key.join(', ');
      const rest = after === null ? '' : `WHERE (${columns}) > (${key.map(() => '?').join(', ')})`;
      const rows = client
        .prepare<(string | number)[], Row>(`SELECT ${select} FROM ${from} ${rest} ORDER BY ${columns} LIMIT ${limit}`)
        .all(...(after ?? []));
      const end = rows.at(-1);
      const last = end === undefined ? null : (key.map((column) => end[column]) as RowKey);
      return { rows: rows.map((row) => toMovedRow(table, row)), last };
    },
    close,
  };
}

type Row = Record<string, string | number | Buffer | null>;

function toMovedRow(table: string, row: Row): MovedRow {
  const entries = Object.entries(row).filter(([column]) => !ofTheFile.has(`${column} of ${table}`));
  return Object.fromEntries(
    entries.map(([column, value]) => [column, Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value]),
  );
}

/** What is in the log belongs to the database; afterwards the file alone is the whole of it. */
function emptyWriteAheadLog(file: string): void {
  const client = new Sqlite(file);
  try {
    client.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    client.close();
  }
}

async function digestOf(file: string): Promise<string> {
  const digest = createHash('sha256');
  for await (const part of createReadStream(file)) digest.update(part);
  return digest.digest('hex');
}
