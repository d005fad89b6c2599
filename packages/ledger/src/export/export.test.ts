import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { approval, type Builder, builders, chained, won } from '../../test/samples.ts';
import { createDayTotals } from '../balance.ts';
import type { RecordedEntry } from '../chain/chain.ts';
import { beancountNames, toBeancount } from './beancount.ts';
import { toHledger } from './hledger.ts';
import { fromJsonLine, toJsonLine } from './json-lines.ts';
import { journalColumns, toCsv, toJournalRows, withoutFormula } from './table.ts';

async function textOf(parts: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const part of parts) text += part;
  return text;
}

async function* stream(entries: readonly RecordedEntry[]) {
  yield* entries;
}

const names = Object.keys(builders) as Builder[];
const book = chained([
  builders.depositExpected(won(10_000)),
  builders.paymentSold(won(10_000)),
  builders.refundFound(won(3_000)),
]);

function daysOf(entries: readonly RecordedEntry[]) {
  const days = createDayTotals();
  for (const entry of entries) days.add(entry);
  return days.totals();
}

describe('exports', () => {
  test('to hledger declare accounts and commodities, leave expectations out and assert every balance', async () => {
    expect(await textOf(toHledger(stream(book), daysOf(book)))).toBe(`commodity 1000. KRW
account asset:pg:acme:acme-card  ; type: A
account liab:merchant:demo:pending  ; type: L

2026-03-01 * sale  ; journal:je_1, number:2, payment:pay_1
    asset:pg:acme:acme-card  10000 KRW
    liab:merchant:demo:pending  -10000 KRW

2026-03-01 * provider_initiated_refund  ; journal:je_1, number:3, payment:pay_1, refund:rfnd_1
    liab:merchant:demo:pending  3000 KRW
    asset:pg:acme:acme-card  -3000 KRW

2026-03-01 * balance
    asset:pg:acme:acme-card  0 KRW = 7000 KRW

2026-03-01 * balance
    liab:merchant:demo:pending  0 KRW = -7000 KRW
`);
  });

  test('to beancount carry the path of every account and assert without tolerance', async () => {
    const text = await textOf(toBeancount(stream(book), daysOf(book)));
    expect(text).toContain('2026-03-01 open Assets:Pg:Acme:Acme-card\n  path: "asset:pg:acme:acme-card"\n');
    expect(text).toContain('2026-03-02 balance Liabilities:Merchant:Demo:Pending  -7000 ~ 0 KRW\n');
    expect(text).not.toContain('va_issue');
  });

  test('name no two accounts alike in beancount', () => {
    const paths = ['asset:pg:a_b:x', 'asset:pg:a-b:x', 'asset:pg:a.b:x', 'asset:pg:A-b:x'] as never[];
    expect(new Set(beancountNames(paths).values()).size).toBe(4);
  });

  test('to CSV have one row a line, a byte order mark, and every amount on its side', async () => {
    const [head = '', ...rows] = (await textOf(toCsv(toJournalRows(stream(book.slice(1, 2))), journalColumns))).split(
      '\r\n',
    );
    expect(head.startsWith('\uFEFFnumber,effective_at,')).toBe(true);
    expect(rows).toEqual([
      `2,2026-03-01T01:00:00.000Z,2026-03-01T01:00:02.000Z,sale,asset:pg:acme:acme-card,10000,,KRW,posted,pay_1,,,,,je_1,${book[1]?.link.hash}`,
      `2,2026-03-01T01:00:00.000Z,2026-03-01T01:00:02.000Z,sale,liab:merchant:demo:pending,,10000,KRW,posted,pay_1,,,,,je_1,${book[1]?.link.hash}`,
      '',
    ]);
  });

  test.each(['=1+1', '+82', '-1', '@x', '\t=1', '\r=1'])('neutralise %j for spreadsheets', async (text) => {
    expect(withoutFormula(text)).toBe(`'${text}`);
    const column = { name: 'a', titleKo: 'a', value: (row: string) => row };
    const csv = await textOf(toCsv([text], [column]));
    expect(csv.split('\r\n').slice(1).join('').replaceAll('"', '')).toMatch(/^'/);
  });

  test('as lines of JSON come back as they were, whatever they say', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.integer({ min: 2, max: 10 ** 9 }),
        fc.string(),
        (name, amountMinor, reason) => {
          const [entry] = chained([{ ...builders[name](won(amountMinor)), approval: { ...approval, reason } }]) as [
            RecordedEntry,
          ];
          const line = toJsonLine(entry);
          expect(line.trimEnd()).not.toContain('\n');
          expect(fromJsonLine(line)).toEqual(entry);
        },
      ),
    );
  });

  test.each([
    ['{', SyntaxError],
    ['null', /object is missing/],
    [toJsonLine(book[1] as RecordedEntry).replace('"sale"', '"bribe"'), /kind/],
    [toJsonLine(book[1] as RecordedEntry).replace('"amount":10000', '"amount":1.5'), /amount/],
    [toJsonLine(book[1] as RecordedEntry).replace('asset:pg', 'cash:pg'), /account/],
    [toJsonLine(book[1] as RecordedEntry).replace('2026-03-01T01:00:00.000Z', 'yesterday'), /effective_at/],
  ])('a line of JSON that is no entry is refused by what is wrong: %#', (line, problem) => {
    expect(() => fromJsonLine(line)).toThrow(problem);
  });
});
