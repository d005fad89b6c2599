import { Readable } from 'node:stream';
import type { PaymentGatewayError } from '@hangil/core';
import type { PayoutFile, PayoutFileRow, RowProblem } from '@hangil/engine';
import { CsvError, parse } from 'csv-parse';
import { unguarded } from '../csv.ts';
import { invalidParameter } from '../invalid-request.ts';
import { columnOf, columnOfParam, type PayoutColumn, payoutColumns } from './columns.ts';
import { decoded, encodingOf } from './csv-text.ts';
import { letOthersGoOn, readRow } from './read-row.ts';
import type { SpooledFile } from './spool.ts';

type Cells = Partial<Record<PayoutColumn, string>>;

const recordCharactersMax = 64 * 1024;

/** @param createdBy - id of the API key that asks */
export async function csvPayoutFile(file: SpooledFile, createdBy: string): Promise<PayoutFile> {
  const encoding = await encodingOf(file);

  async function* rows(): AsyncGenerator<PayoutFileRow> {
    const source = Readable.from(decoded(file, encoding));
    const parser = source.pipe(
      parse({
        bom: true,
        relax_column_count: true,
        skip_empty_lines: true,
        trim: true,
        max_record_size: recordCharactersMax,
      }),
    );
    source.on('error', (error) => parser.destroy(error));
    let columns: readonly PayoutColumn[] | null = null;
    let row = 0;
    try {
      for await (const record of parser as AsyncIterable<string[]>) {
        if (columns === null) {
          columns = readHeader(record);
          continue;
        }
        row += 1;
        await letOthersGoOn(row);
        yield record.length === columns.length
          ? readRow(row, toBody(columns, record), createdBy, columnOfParam)
          : { row, problems: [problemOf(`must have ${columns.length} columns, like the header`)] };
      }
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      if (columns === null) throw invalidParameter('body', 'the header is not CSV');
      yield { row: row + 1, problems: [problemOf('is not CSV from here on (is a quote left open?)')] };
    } finally {
      source.destroy();
    }
    if (columns === null) throw invalidParameter('body', 'the file has no header');
  }

  return { contentHash: file.contentHash, rows, fieldOf: columnOfParam };
}

function problemOf(message: string): RowProblem {
  return { field: 'row', code: 'invalid_request', message };
}

const alwaysNeeded: readonly PayoutColumn[] = ['reference', 'amount', 'currency', 'account_number', 'holder_name'];

/** @throws PaymentGatewayError invalid_request naming the column that is unknown, twice there or missing */
function readHeader(record: readonly string[]): PayoutColumn[] {
  const columns = record.map((name, index) => {
    const column = columnOf(name);
    if (column === null) throw invalidHeader(`column ${index + 1} is none of ${payoutColumns.join(', ')}`);
    return column;
  });
  const twice = columns.find((column, index) => columns.indexOf(column) !== index);
  if (twice !== undefined) throw invalidHeader(`${twice} is there twice`);
  const missing = alwaysNeeded.find((column) => !columns.includes(column));
  if (missing !== undefined) throw invalidHeader(`${missing} is missing`);
  return columns;
}

function invalidHeader(message: string): PaymentGatewayError {
  return invalidParameter('header', message);
}

/** The row as `POST /v1/payouts` takes it. Empty cells are as if they were not there. */
function toBody(columns: readonly PayoutColumn[], record: readonly string[]): object {
  const cells: Cells = Object.fromEntries(
    columns.map((column, index) => [column, unguarded(record[index] ?? '')]).filter(([, cell]) => cell !== ''),
  );
  const { reference, amount, currency, bank_code, provider_bank_id, account_number, holder_name } = cells;
  return {
    reference,
    amount: amount !== undefined && /^\d{1,15}$/.test(amount) ? Number(amount) : amount,
    currency,
    method: { type: 'bank_transfer' },
    destination: { bank_code: bankCodeOf(bank_code), provider_bank_id, account_number, holder_name },
    customer: {
      id: cells.customer_id,
      first_name: cells.customer_first_name,
      last_name: cells.customer_last_name,
      email: cells.customer_email,
      ip_address: cells.customer_ip_address,
    },
  };
}

/** Spreadsheets take the zeros off the front of a code. */
function bankCodeOf(cell: string | undefined): string | undefined {
  return cell !== undefined && /^\d{1,2}$/.test(cell) ? cell.padStart(3, '0') : cell;
}
