import { type CalendarDate, type CurrencyCode, currencyCode, isCalendarDate, isCurrencyCode } from '@hangil/core';
import { readAccountStatement, readDailySales, readFeeReport, readVatReport, type Scope } from '@hangil/engine';
import {
  type AccountCode,
  type Column,
  dailySalesColumns,
  feeColumns,
  isAccountCode,
  statementColumns,
  toCsv,
  vatColumns,
} from '@hangil/ledger';
import type { Books } from '@hangil/store-kit';
import { statementRows } from '../http/ledger-reports/statement-rows.ts';
import { namedDatabase, openBooks } from '../open-store.ts';
import { CommandError } from './command-error.ts';
import type { CommandIo } from './command-io.ts';
import { chooseBook, readWords } from './command-words.ts';

const options = { merchant: 'string', live: 'boolean', from: 'string', to: 'string' } as const;
type Values = Readonly<Record<string, string | boolean | undefined>>;

/** Reports as CSV, from the database itself. */
export function showStatement(words: readonly string[], io: CommandIo): Promise<number> {
  const more = { account: 'string', layer: 'string', currency: 'string' } as const;
  return withBook(words, more, async (books, scope, values) => {
    const query = { account: accountOf(values), layer: layerOf(values), ...currencyOf(values), ...rangeOf(values) };
    const reading = await readAccountStatement(books, scope, query);
    await write(io, statementColumns, statementRows(query, reading));
  });
}

export function showDailySales(words: readonly string[], io: CommandIo): Promise<number> {
  return withBook(words, {}, async (books, scope, values) =>
    write(io, dailySalesColumns, await readDailySales(books, scope, rangeOf(values))),
  );
}

export function showVat(words: readonly string[], io: CommandIo): Promise<number> {
  return withBook(words, { basis: 'string' }, async (books, scope, values) => {
    const basis = oneOf('--basis', values.basis, ['trade_date', 'settlement_date'] as const);
    await write(io, vatColumns, await readVatReport(books, scope, { ...rangeOf(values), basis }));
  });
}

/** What was agreed stands in the configuration, which a database does not have: fees as booked only. */
export function showFees(words: readonly string[], io: CommandIo): Promise<number> {
  return withBook(words, {}, async (books, scope, values) =>
    write(io, feeColumns, await readFeeReport(books, scope, rangeOf(values), [])),
  );
}

async function withBook(
  words: readonly string[],
  more: Readonly<Record<string, 'string'>>,
  report: (books: Books, scope: Scope, values: Values) => Promise<void>,
): Promise<number> {
  const { values, positionals } = readWords(words, { ...options, ...more }, ['database']);
  const books = await openBooks(namedDatabase(positionals[0] ?? ''));
  try {
    await report(books, await chooseBook(books, values.merchant as string | undefined, values.live === true), values);
    return 0;
  } finally {
    await books.close();
  }
}

async function write<Row>(
  io: CommandIo,
  columns: readonly Column<Row>[],
  rows: Iterable<Row> | AsyncIterable<Row>,
): Promise<void> {
  for await (const text of toCsv(rows, columns)) await io.out(text);
}

function rangeOf({ from, to }: Values): { readonly from: CalendarDate; readonly to: CalendarDate } {
  const range = { from: dayOf('--from', from), to: dayOf('--to', to) };
  if (range.to < range.from) throw new CommandError('--to must not be before --from.');
  return range;
}

function dayOf(name: string, text: Values[string]): CalendarDate {
  if (typeof text !== 'string' || !isCalendarDate(text))
    throw new CommandError(`${name} wants a date like 2026-11-30.`);
  return text;
}

function accountOf({ account }: Values): AccountCode {
  if (typeof account !== 'string' || !isAccountCode(account))
    throw new CommandError('--account wants an account like asset:bank:main.');
  return account;
}

function layerOf({ layer }: Values) {
  return oneOf('--layer', layer, ['posted', 'pending'] as const);
}

function currencyOf({ currency }: Values): { readonly currency?: CurrencyCode } {
  if (currency === undefined) return {};
  if (typeof currency !== 'string' || !isCurrencyCode(currency))
    throw new CommandError('--currency wants a code like KRW.');
  return { currency: currencyCode(currency) };
}

/** The first word when none is given. */
function oneOf<Word extends string>(name: string, text: Values[string], words: readonly [Word, ...Word[]]): Word {
  if (text === undefined) return words[0];
  const word = words.find((each) => each === text);
  if (word === undefined) throw new CommandError(`${name} wants ${words.join(' or ')}.`);
  return word;
}
