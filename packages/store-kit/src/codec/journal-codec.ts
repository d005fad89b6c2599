import type { PeriodClosing } from '@hangil/engine';
import type { Approval, ChainLink, JournalEntry, Posting, RecordedEntry } from '@hangil/ledger';
import { parseJson, toInstant } from './plain.ts';

export type JournalEntryRow = ReturnType<typeof toJournalEntryRow>;
export type PeriodClosingRow = ReturnType<typeof toPeriodClosingRow>;

export function toJournalEntryRow(entry: JournalEntry, link: ChainLink) {
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

export function fromJournalEntryRow(row: JournalEntryRow, lines: readonly Posting[]): RecordedEntry {
  const { number, recordedAtMicroseconds, hash, approval, ...columns } = row;
  return {
    ...columns,
    approval: approval === null ? null : parseJson<Approval>(approval),
    effectiveAt: toInstant(columns.effectiveAt),
    recordedAt: toInstant(columns.recordedAt),
    lines: lines.map(toPosting),
    link: { number, recordedAtMicroseconds, hash },
  };
}

/** A line without the columns that say where it stands. */
function toPosting({ account, side, amountMinor, currency, layer }: Posting): Posting {
  return { account, side, amountMinor, currency, layer };
}

export function toPeriodClosingRow({ closedBefore, closedAt, ...columns }: PeriodClosing) {
  return { ...columns, closedBefore: closedBefore.getTime(), closedAt: closedAt.getTime() };
}

export function fromPeriodClosingRow({ closedBefore, closedAt, ...columns }: PeriodClosingRow): PeriodClosing {
  return { ...columns, closedBefore: toInstant(closedBefore), closedAt: toInstant(closedAt) };
}
