import { type CurrencyCode, calendarDate, fromMajor, instantAt, isCalendarDate, isCurrencyCode } from '@hangil/core';
import { type ColumnMapping, plainName } from './column-mapping.ts';
import type { ProviderRow } from './rows.ts';

/** Something in a file that cannot be read. `row` counts from 1 below the header; 0 is the header. */
export interface RowProblem {
  readonly row: number;
  readonly field: string;
  readonly code:
    | 'missing_column'
    | 'missing_value'
    | 'not_an_amount'
    | 'not_a_date'
    | 'not_a_currency'
    | 'total_differs';
  readonly message: string;
}

export interface FileSettings {
  readonly mapping: ColumnMapping;
  /** Where the file has no column for it. */
  readonly currency: CurrencyCode;
  /** Of times without an offset. */
  readonly zone: string;
}

const totalWords: readonly string[] = ['합계', '총계', '계', 'total', 'sum'];

/**
 * Reads the rows of a provider's file one at a time. A problem is kept with its place, and reading goes on, so that one look shows them all.
 * A negative amount is a refund. A row that says "total" where ids stand is compared with the sum of the rows above.
 */
export function createRowReader(header: readonly string[], settings: FileSettings) {
  const { mapping } = settings;
  const problems: RowProblem[] = [];
  const places = new Map(header.map((name, at) => [plainName(name), at]));
  const wanted = [
    mapping.key,
    mapping.amount,
    mapping.occurredAt,
    mapping.direction?.column,
    mapping.taxFree,
    mapping.vat,
    mapping.fee,
    mapping.currency,
  ];
  for (const field of wanted) {
    if (field !== undefined && !places.has(plainName(field))) {
      problems.push({ row: 0, field, code: 'missing_column', message: `the header has no column ${field}` });
    }
  }
  const isReadable = problems.length === 0;
  let totalMinor = 0;

  function read(cells: readonly string[], row: number): ProviderRow | null {
    if (!isReadable || cells.every((cell) => cell.trim() === '')) return null;
    const cellOf = (column: string | undefined) =>
      column === undefined ? undefined : (cells[places.get(plainName(column)) ?? -1] ?? '').trim();
    const problem = (field: string, code: RowProblem['code'], message: string) => {
      problems.push({ row, field, code, message });
      return null;
    };
    const key = cellOf(mapping.key) ?? '';
    const currency = cellOf(mapping.currency) || settings.currency;
    if (key === '') return problem(mapping.key, 'missing_value', 'the id of the payment is missing');
    if (!isCurrencyCode(currency))
      return problem(mapping.currency ?? '', 'not_a_currency', 'is no ISO 4217 code in capitals');
    const signedMinor = signedAmount(cellOf(mapping.amount) ?? '', currency);
    if (signedMinor === null) return problem(mapping.amount, 'not_an_amount', `is no amount of ${currency}`);
    if (totalWords.includes(plainName(key))) {
      if (signedMinor !== totalMinor)
        problem(mapping.amount, 'total_differs', `says ${signedMinor}, the rows above add up to ${totalMinor}`);
      return null;
    }
    if (signedMinor === 0) return problem(mapping.amount, 'not_an_amount', 'is zero');
    const occurredAt = toInstant(cellOf(mapping.occurredAt) ?? '', settings.zone);
    if (occurredAt === null) return problem(mapping.occurredAt, 'not_a_date', 'is no date or time');
    const parts = { taxFreeMinor: mapping.taxFree, vatMinor: mapping.vat, feeMinor: mapping.fee };
    const told: Record<string, number | null> = {};
    for (const [name, column] of Object.entries(parts)) {
      const text = cellOf(column) ?? '';
      const minor = text === '' ? null : signedAmount(text, currency);
      if (text !== '' && minor === null) return problem(column ?? '', 'not_an_amount', `is no amount of ${currency}`);
      told[name] = minor === null ? null : Math.abs(minor);
    }
    totalMinor += signedMinor;
    const word = plainName(cellOf(mapping.direction?.column) ?? '');
    const isRefund =
      signedMinor < 0 || (mapping.direction?.refundWords.some((refund) => plainName(refund) === word) ?? false);
    const { taxFreeMinor = null, vatMinor = null, feeMinor = null } = told;
    const amounts = { amountMinor: Math.abs(signedMinor), taxFreeMinor, vatMinor, feeMinor };
    return { row, direction: isRefund ? 'refund' : 'payment', key, ...amounts, currency, occurredAt };
  }

  return { read, problems };
}

/** `10,000`, `-3000`, `(3,000)`, `₩10,000`, `14.20 USD`; null for what is no amount. */
function signedAmount(text: string, currency: CurrencyCode): number | null {
  const bare = text.replaceAll(/[\s,원₩\\$]/g, '').replace(currency, '');
  const [, parenthesis, minus, digits] = /^(\()?(-)?(\d+(?:\.\d+)?)\)?$/.exec(bare) ?? [];
  if (digits === undefined) return null;
  try {
    const { amountMinor } = fromMajor(digits, currency);
    return (parenthesis ?? minus) !== undefined && amountMinor !== 0 ? -amountMinor : amountMinor;
  } catch {
    return null;
  }
}

/** `2026-11-25`, `2026.11.25 10:00`, `20261125100000` and ISO 8601 with an offset. */
function toInstant(text: string, zone: string): Date | null {
  if (/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:?\d{2})$/i.test(text)) {
    const instant = new Date(text);
    return Number.isNaN(instant.getTime()) ? null : instant;
  }
  const digits = text.replaceAll(/[-./:\sT]/g, '');
  const [, year, month, day, hour = '00', minute = '00', second = '00'] =
    /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?$/.exec(digits) ?? [];
  const date = `${year}-${month}-${day}`;
  if (!isCalendarDate(date) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const start = instantAt(calendarDate(date), Number(hour) * 60 + Number(minute), zone);
  return new Date(start.getTime() + Number(second) * 1_000);
}
