import type { Approval, JournalEntry, Posting, RecordedEntry } from '@hangil/ledger';
import { parseJson } from '@hangil/store-kit';

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
