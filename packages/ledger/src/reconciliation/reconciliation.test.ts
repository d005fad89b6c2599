import { currencyCode } from '@hangil/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { usualMapping } from './column-mapping.ts';
import { matchRows as matchTables } from './match.ts';
import { createRowReader } from './read-rows.ts';
import { createBookRows, createProviderRows } from './row-table.ts';
import type { BookRow, MismatchReason, ProviderRow } from './rows.ts';

const KRW = currencyCode('KRW');
const at = (text: string) => new Date(`${text}+09:00`);
const rules = {
  from: at('2026-11-01T00:00'),
  to: at('2026-12-01T00:00'),
  collectedUntil: at('2026-12-01T00:00'),
  toleranceMs: 600_000,
};
const fact = {
  direction: 'payment',
  amountMinor: 10_000,
  taxFreeMinor: 0,
  vatMinor: 909,
  feeMinor: 250,
  currency: KRW,
  occurredAt: at('2026-11-10T12:00'),
} as const;

const ours = (key: string, changed: Partial<BookRow> = {}): BookRow => ({ ...fact, id: `pay_${key}`, key, ...changed });
const theirs = (key: string, changed: Partial<ProviderRow> = {}): ProviderRow => ({ ...fact, row: 1, key, ...changed });

function matchRows(provider: readonly ProviderRow[], book: readonly BookRow[], asked: typeof rules) {
  return matchTables(createProviderRows(provider), createBookRows(book), asked);
}

function reasons(provider: ProviderRow[], book: BookRow[], changed: Partial<typeof rules> = {}) {
  return matchRows(provider, book, { ...rules, ...changed }).mismatches.map((mismatch) => mismatch.reasons.join('+'));
}

describe('matching', () => {
  test.each<[string, ProviderRow[], BookRow[], string[]]>([
    ['the same on both sides', [theirs('a')], [ours('a')], []],
    ['another amount', [theirs('a', { amountMinor: 9_000 })], [ours('a')], ['amount_differs']],
    ['another currency', [theirs('a', { currency: currencyCode('USD') })], [ours('a')], ['currency_differs']],
    ['another tax-free part', [theirs('a', { taxFreeMinor: 500 })], [ours('a')], ['tax_free_differs']],
    ['another VAT', [theirs('a', { vatMinor: 910 })], [ours('a')], ['vat_differs']],
    ['another fee', [theirs('a', { feeMinor: 251 })], [ours('a')], ['fee_differs']],
    [
      'two differences at once',
      [theirs('a', { feeMinor: 251, amountMinor: 1 })],
      [ours('a')],
      ['amount_differs+fee_differs'],
    ],
    [
      'what one side does not tell',
      [theirs('a', { feeMinor: null, vatMinor: null })],
      [ours('a', { taxFreeMinor: null })],
      [],
    ],
    ['another day', [theirs('a', { occurredAt: at('2026-11-11T12:00') })], [ours('a')], ['date_differs']],
    ['the same day at another time', [theirs('a', { occurredAt: at('2026-11-10T00:00') })], [ours('a')], []],
    [
      'two sides of midnight',
      [theirs('a', { occurredAt: at('2026-11-11T00:04') })],
      [ours('a', { occurredAt: at('2026-11-10T23:56') })],
      [],
    ],
    [
      'too far over midnight',
      [theirs('a', { occurredAt: at('2026-11-11T00:04') })],
      [ours('a', { occurredAt: at('2026-11-10T23:45') })],
      ['date_differs'],
    ],
    ['only at the provider', [theirs('a')], [], ['only_at_provider']],
    ['only here', [], [ours('a')], ['only_here']],
    ['ours of another period', [], [ours('a', { occurredAt: at('2026-12-01T00:00') })], []],
    ['the same row twice', [theirs('a'), theirs('a', { row: 2 })], [ours('a')], ['duplicate']],
    ['the same row twice, unknown here', [theirs('a'), theirs('a', { row: 2 })], [], ['only_at_provider', 'duplicate']],
    [
      'two equal refunds on both sides',
      [theirs('a', { direction: 'refund' }), theirs('a', { row: 2, direction: 'refund' })],
      [ours('a', { id: 'r1', direction: 'refund' }), ours('a', { id: 'r2', direction: 'refund' })],
      [],
    ],
    [
      'one row for two refunds',
      [theirs('a', { direction: 'refund', amountMinor: 20_000, feeMinor: null, vatMinor: null })],
      [ours('a', { id: 'r1', direction: 'refund' }), ours('a', { id: 'r2', direction: 'refund' })],
      [],
    ],
    [
      'two rows for one payment',
      [
        theirs('a', { amountMinor: 4_000, feeMinor: 100, vatMinor: 364 }),
        theirs('a', { row: 2, amountMinor: 6_000, feeMinor: 150, vatMinor: 545 }),
      ],
      [ours('a')],
      [],
    ],
    ['a refund for a payment', [theirs('a', { direction: 'refund' })], [ours('a')], ['only_at_provider', 'only_here']],
  ])('%s', (_, provider, book, expected) => {
    expect(reasons(provider, book)).toEqual(expected);
  });

  test('what happened after the file was made is not missing in it', () => {
    const late = ours('a', { occurredAt: at('2026-11-30T18:00') });
    expect(reasons([], [late], { collectedUntil: at('2026-11-30T12:00') })).toEqual(['before_collection']);
    expect(reasons([], [late], { collectedUntil: at('2026-11-30T19:00') })).toEqual(['only_here']);
  });

  test('every row is in a match or in one mismatch, whatever the rows', () => {
    const key = fc.constantFrom('a', 'b', 'c', 'd');
    const direction = fc.constantFrom('payment' as const, 'refund' as const);
    const amountMinor = fc.integer({ min: 1, max: 3 });
    const provider = fc.array(fc.record({ key, direction, amountMinor }), { maxLength: 12 });
    fc.assert(
      fc.property(provider, provider, (left, right) => {
        const rows = left.map((row, index) => theirs(row.key, { ...row, row: index + 1 }));
        const booked = right.map((row, index) => ours(row.key, { ...row, id: `id_${index}` }));
        const { matchedProviderRows, matchedBookRows, mismatches } = matchRows(rows, booked, rules);
        const named = mismatches.flatMap(({ providerRows }) => providerRows);
        const namedIds = mismatches.flatMap(({ bookIds }) => bookIds);
        expect(new Set(named).size).toBe(named.length);
        expect(new Set(namedIds).size).toBe(namedIds.length);
        expect(matchedProviderRows + named.length).toBe(rows.length);
        expect(matchedBookRows + namedIds.length).toBe(booked.length);
        const difference = mismatches.reduce(
          (sum, { direction: way, providerMinor, bookMinor }) =>
            sum + (way === 'payment' ? providerMinor - bookMinor : bookMinor - providerMinor),
          0,
        );
        const signed = (list: readonly { direction: string; amountMinor: number }[]) =>
          list.reduce((sum, row) => sum + (row.direction === 'payment' ? row.amountMinor : -row.amountMinor), 0);
        expect(difference).toBe(signed(left) - signed(right));
      }),
    );
  });

  test('a month with planted errors: all are found, and none extra', () => {
    const month = Array.from({ length: 3_000 }, (_, day) => `imp_${day}`);
    const occurredAt = (index: number) => new Date(rules.from.getTime() + index * 860_000);
    const book = month.map((key, index) => ours(key, { occurredAt: occurredAt(index), amountMinor: 1_000 + index }));
    const file = book.map(({ id, ...row }, index) => ({ ...row, row: index + 1 }));
    const planted: Record<string, MismatchReason> = {};
    const plant = (index: number, reason: MismatchReason, changed: Partial<ProviderRow> | null) => {
      const key = month[index] as string;
      planted[key] = reason;
      const place = file.findIndex((row) => row.key === key);
      if (changed === null) file.splice(place, 1);
      else file[place] = { ...(file[place] as ProviderRow), ...changed };
    };
    plant(10, 'amount_differs', { amountMinor: 1 });
    plant(20, 'tax_free_differs', { taxFreeMinor: 100 });
    plant(30, 'vat_differs', { vatMinor: 1 });
    plant(40, 'date_differs', { occurredAt: new Date(occurredAt(40).getTime() + 3 * 86_400_000) });
    plant(50, 'fee_differs', { feeMinor: 999 });
    plant(60, 'only_here', null);
    file.push({ ...(file[70] as ProviderRow), row: 9_001 });
    planted[(file[70] as ProviderRow).key] = 'duplicate';
    file.push(theirs('imp_stranger', { row: 9_002 }));
    planted.imp_stranger = 'only_at_provider';
    const found = matchRows(file, book, rules).mismatches.map(({ key, reasons: [reason] }) => [key, reason]);
    expect(Object.fromEntries(found)).toEqual(planted);
    expect(found).toHaveLength(Object.keys(planted).length);
  });
});

describe('reading a file', () => {
  const header = ['거래번호', '구분', '거래일시', '거래금액', '부가세', '수수료'];
  const settings = { mapping: usualMapping(header) as never, currency: KRW, zone: 'Asia/Seoul' };

  function readAll(rows: readonly (readonly string[])[], names: readonly string[] = header) {
    const reader = createRowReader(names, settings);
    return {
      rows: rows.map((cells, index) => reader.read(cells, index + 1)).filter((row) => row !== null),
      problems: reader.problems,
    };
  }

  test('finds the usual columns, reads Korean figures and times, and knows refunds', () => {
    const { rows, problems } = readAll([
      ['imp_1', '승인', '2026-11-10 12:34:56', '10,000', '909', '250'],
      ['imp_1', '취소', '2026.11.11 00:00', '3,000원', '', ''],
      ['imp_2', '승인', '20261112093000', '-5,000', '', ''],
      ['imp_3', '승인', '2026-11-10T03:34:56Z', '(700)', '', ''],
      ['', '', '', '', '', ''],
      ['합계', '', '', '7,300', '', ''],
    ]);
    expect(problems).toEqual([]);
    expect(rows).toEqual([
      {
        row: 1,
        direction: 'payment',
        key: 'imp_1',
        amountMinor: 10_000,
        taxFreeMinor: null,
        vatMinor: 909,
        feeMinor: 250,
        currency: 'KRW',
        occurredAt: at('2026-11-10T12:34:56'),
      },
      expect.objectContaining({ row: 2, direction: 'refund', amountMinor: 3_000, occurredAt: at('2026-11-11T00:00') }),
      expect.objectContaining({ row: 3, direction: 'refund', amountMinor: 5_000, occurredAt: at('2026-11-12T09:30') }),
      expect.objectContaining({ row: 4, direction: 'refund', amountMinor: 700, occurredAt: at('2026-11-10T12:34:56') }),
    ]);
  });

  test('tells every problem with its row and column, and goes on', () => {
    const { rows, problems } = readAll([
      ['', '승인', '2026-11-10', '10,000', '', ''],
      ['imp_1', '승인', '2026-02-30', '10,000', '', ''],
      ['imp_2', '승인', '2026-11-10', '만원', '', ''],
      ['imp_3', '승인', '2026-11-10', '10.5', '', ''],
      ['imp_4', '승인', '2026-11-10', '0', '', ''],
      ['imp_5', '승인', '2026-11-10', '100', 'x', ''],
      ['imp_6', '승인', '2026-11-10 24:01', '100', '', ''],
      ['imp_7', '승인', '2026-11-10', '100', '', ''],
      ['합계', '', '', '101', '', ''],
    ]);
    expect(rows.map(({ key }) => key)).toEqual(['imp_7']);
    expect(problems.map(({ row, field, code }) => `${row} ${field} ${code}`)).toEqual([
      '1 거래번호 missing_value',
      '2 거래일시 not_a_date',
      '3 거래금액 not_an_amount',
      '4 거래금액 not_an_amount',
      '5 거래금액 not_an_amount',
      '6 부가세 not_an_amount',
      '7 거래일시 not_a_date',
      '9 거래금액 total_differs',
    ]);
  });

  test('tells which columns a file lacks, and then reads nothing', () => {
    const { rows, problems } = readAll([['imp_1', '2026-11-10', '100']], ['거래번호', '거래일시', '금액없음']);
    expect(rows).toEqual([]);
    expect(problems.map(({ row, field, code }) => `${row} ${field} ${code}`)).toEqual([
      '0 거래금액 missing_column',
      '0 구분 missing_column',
      '0 부가세 missing_column',
      '0 수수료 missing_column',
    ]);
    expect(usualMapping(['a', 'b'])).toBeNull();
    expect(usualMapping(['\uFEFFTransaction_ID', 'AMOUNT', 'paid_at'])).toMatchObject({ key: '\uFEFFTransaction_ID' });
  });
});
