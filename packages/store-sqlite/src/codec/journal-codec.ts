import type { PeriodClosing } from '@hangil/engine';
import type { Approval, ChainLink, JournalEntry, Posting, RecordedEntry } from '@hangil/ledger';
import type { journalEntry, journalLine, periodClosing } from '../schema.ts';
import { parseJson, toInstant } from './plain.ts';

export type JournalEntryRow = typeof journalEntry.$inferSelect;
export type JournalLineRow = typeof journalLine.$inferSelect;
type PeriodClosingRow = typeof periodClosing.$inferSelect;

/** The database numbers entries in the order of writing. */
export function toJournalEntryRow(entry: JournalEntry, link: ChainLink): Omit<JournalEntryRow, 'sequence'> {
  return {
    id: entry.id,
    merchantId: entry.merchantId,
    livemode: entry.livemode,
    kind: entry.kind,
    sourceKey: entry.sourceKey,
    effectiveAt: entry.effectiveAt.getTime(),
    recordedAt: entry.recordedAt.getTime(),
    paymentId: entry.paymentId,
    refundId: entry.refundId,
    payoutId: entry.payoutId,
    caseId: entry.caseId,
    settlementId: entry.settlementId,
    reversalOf: entry.reversalOf,
    approval: entry.approval === null ? null : JSON.stringify(entry.approval),
    number: link.number,
    recordedAtMicroseconds: link.recordedAtMicroseconds,
    hash: link.hash,
  };
}

export function toJournalLineRows(
  { merchantId, livemode, lines }: JournalEntry,
  entrySequence: number,
): JournalLineRow[] {
  return lines.map(({ account, side, amountMinor, currency, layer }, index) => ({
    entrySequence,
    lineNumber: index + 1,
    merchantId,
    livemode,
    account,
    side,
    amountMinor,
    currency,
    layer,
  }));
}

export function fromJournalEntryRow(row: JournalEntryRow, lines: JournalLineRow[]): RecordedEntry {
  const { sequence, number, recordedAtMicroseconds, hash, approval, ...columns } = row;
  return {
    ...columns,
    approval: approval === null ? null : parseJson<Approval>(approval),
    effectiveAt: toInstant(columns.effectiveAt),
    recordedAt: toInstant(columns.recordedAt),
    lines: lines.map(fromJournalLineRow),
    link: { number, recordedAtMicroseconds, hash },
  };
}

function fromJournalLineRow({ account, side, amountMinor, currency, layer }: JournalLineRow): Posting {
  return { account, side, amountMinor, currency, layer };
}

/** The columns of an entry in the order of the schema, as the database stores them. */
export type RawEntry = [
  sequence: number,
  id: JournalEntry['id'],
  merchantId: JournalEntry['merchantId'],
  livemode: 0 | 1,
  kind: JournalEntry['kind'],
  sourceKey: string,
  effectiveAt: number,
  recordedAt: number,
  paymentId: JournalEntry['paymentId'],
  refundId: JournalEntry['refundId'],
  payoutId: JournalEntry['payoutId'],
  caseId: JournalEntry['caseId'],
  settlementId: JournalEntry['settlementId'],
  reversalOf: JournalEntry['reversalOf'],
  approval: string | null,
  number: number,
  recordedAtMicroseconds: number,
  hash: string,
];

export type RawLine = [
  entrySequence: number,
  account: Posting['account'],
  side: Posting['side'],
  amountMinor: number,
  currency: Posting['currency'],
  layer: Posting['layer'],
];

export function fromRawEntry(raw: RawEntry, lines: readonly RawLine[]): RecordedEntry {
  const approval = raw[14];
  return {
    id: raw[1],
    merchantId: raw[2],
    livemode: raw[3] === 1,
    kind: raw[4],
    sourceKey: raw[5],
    effectiveAt: new Date(raw[6]),
    recordedAt: new Date(raw[7]),
    paymentId: raw[8],
    refundId: raw[9],
    payoutId: raw[10],
    caseId: raw[11],
    settlementId: raw[12],
    reversalOf: raw[13],
    approval: approval === null ? null : parseJson<Approval>(approval),
    lines: lines.map((line) => ({
      account: line[1],
      side: line[2],
      amountMinor: line[3],
      currency: line[4],
      layer: line[5],
    })),
    link: { number: raw[15], recordedAtMicroseconds: raw[16], hash: raw[17] },
  };
}

export function toPeriodClosingRow({ closedBefore, closedAt, ...columns }: PeriodClosing): PeriodClosingRow {
  return { ...columns, closedBefore: closedBefore.getTime(), closedAt: closedAt.getTime() };
}

export function fromPeriodClosingRow({ closedBefore, closedAt, ...columns }: PeriodClosingRow): PeriodClosing {
  return { ...columns, closedBefore: toInstant(closedBefore), closedAt: toInstant(closedAt) };
}
