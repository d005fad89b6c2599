import type { CurrencyCode } from '@hangil/core';
import { createRecordLog, type RecordLog } from './record-log.ts';
import type { BookRow, ProviderRow, ReconcilableRow } from './rows.ts';

/** Every table has as many, so that rows of one key lie in the partition of the same number on both sides. */
export const partitionCount = 64;

/**
 * Rows of one side, packed into bytes: some 90 a row, where an object with its text takes four to six times as much. They are
 * partitioned by their keys, and come out one partition after the other, each in the order in which it was filled.
 */
export interface RowTable<Row extends ReconcilableRow> {
  readonly size: number;
  add(row: Row): void;
  /** @param at - from 0 to below {@link partitionCount} */
  partition(at: number): Row[];
}

export function createProviderRows(rows: Iterable<ProviderRow> = []): RowTable<ProviderRow> {
  return createRowTable(
    rows,
    ({ row }) => String(row),
    (told, name) => ({ ...told, row: Number(name) }),
  );
}

export function createBookRows(rows: Iterable<BookRow> = []): RowTable<BookRow> {
  return createRowTable(
    rows,
    ({ id }) => id,
    (told, name) => ({ ...told, id: name }),
  );
}

function createRowTable<Row extends ReconcilableRow>(
  rows: Iterable<Row>,
  nameOf: (row: Row) => string,
  named: (told: ReconcilableRow, name: string) => Row,
): RowTable<Row> {
  const logs = new Map<number, RecordLog>();
  const kinds: Pick<ReconcilableRow, 'direction' | 'currency'>[] = [];
  let size = 0;
  const table: RowTable<Row> = {
    get size() {
      return size;
    },
    add(row) {
      const partition = partitionOf(row.key);
      const log = logs.get(partition) ?? createRecordLog();
      logs.set(partition, log);
      const { amountMinor, taxFreeMinor, vatMinor, feeMinor, occurredAt } = row;
      const told = [taxFreeMinor, vatMinor, feeMinor].map((minor) => minor ?? Number.NaN);
      log.add([kindOf(kinds, row), amountMinor, occurredAt.getTime(), ...told], [row.key, nameOf(row)]);
      size += 1;
    },
    partition(at) {
      return [...(logs.get(at)?.read() ?? [])].map(({ numbers, texts: [key = '', name = ''] }) => {
        const [kind = 0, amountMinor = 0, occurredAt = 0, ...told] = numbers;
        const [taxFreeMinor = null, vatMinor = null, feeMinor = null] = told.map(orNull);
        const { direction, currency } = kinds[kind] as {
          direction: ReconcilableRow['direction'];
          currency: CurrencyCode;
        };
        const amounts = { amountMinor, taxFreeMinor, vatMinor, feeMinor };
        return named({ direction, key, ...amounts, currency, occurredAt: new Date(occurredAt) }, name);
      });
    },
  };
  for (const row of rows) table.add(row);
  return table;
}

/** Directions and currencies are few, so that a row names both by one number. */
function kindOf(
  kinds: Pick<ReconcilableRow, 'direction' | 'currency'>[],
  { direction, currency }: ReconcilableRow,
): number {
  const known = kinds.findIndex((kind) => kind.direction === direction && kind.currency === currency);
  return known >= 0 ? known : kinds.push({ direction, currency }) - 1;
}

/** FNV-1a, mixed at the end because the last bits decide. */
function partitionOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) & (partitionCount - 1);
}

function orNull(minor: number): number | null {
  return Number.isNaN(minor) ? null : minor;
}
