import type { JournalEntry, Posting } from '../journal-entry.ts';
import { type Sha256, sha256 } from './sha256.ts';

/** Where an entry stands in its book, and what proves it. */
export interface ChainLink {
  /** 1, 2, 3, ... without a gap. */
  readonly number: number;
  /**
   * When it was written, microseconds since 1970 UTC: the entry's `recordedAt`, or one more than the link before when the clock did not
   * move or went back. Strictly increasing in a book.
   */
  readonly recordedAtMicroseconds: number;
  /** SHA-256 of the hash before, a line feed, and the canonical text of this entry; lower-case hexadecimal. */
  readonly hash: string;
}

/** An entry as it stands in the book. */
export interface RecordedEntry extends JournalEntry {
  readonly link: ChainLink;
}

/** What the first entry of a book follows. */
export const genesis: ChainLink = { number: 0, recordedAtMicroseconds: 0, hash: '0'.repeat(64) };

/** The link of an entry that is written after another. */
export function nextLink(previous: ChainLink, entry: JournalEntry, digest: Sha256 = sha256): ChainLink {
  const number = previous.number + 1;
  const recordedAtMicroseconds = Math.max(entry.recordedAt.getTime() * 1_000, previous.recordedAtMicroseconds + 1);
  const text = canonicalText(entry, number, recordedAtMicroseconds);
  return { number, recordedAtMicroseconds, hash: digest(`${previous.hash}\n${text}`) };
}

/**
 * Everything an entry says, as one line of JSON without spaces: arrays only, so that the order of keys cannot differ, instants in
 * ISO 8601 UTC with milliseconds. docs/ledger.md describes it for those who check the chain with other tools.
 */
export function canonicalText(entry: JournalEntry, number: number, recordedAtMicroseconds: number): string {
  return `${canonicalBeginning}${number},${recordedAtMicroseconds},${canonicalRest(entry)}`;
}

/** What a canonical text begins with; the number and the time of the entry follow, with a comma behind each. */
export const canonicalBeginning = '["hangil-journal-1",';

/** What of a canonical text follows the number and the time: it is known before the entry has its place in the book. */
export function canonicalRest(entry: JournalEntry): string {
  const { approval } = entry;
  const header =
    `${quoted(entry.id)},${quoted(entry.merchantId)},` +
    `${entry.livemode},${quoted(entry.kind)},${quoted(entry.sourceKey)},"${entry.effectiveAt.toISOString()}",` +
    `"${entry.recordedAt.toISOString()}",${quotedOrNull(entry.paymentId)},${quotedOrNull(entry.refundId)},` +
    `${quotedOrNull(entry.payoutId)},${quotedOrNull(entry.caseId)},${quotedOrNull(entry.settlementId)},` +
    `${quotedOrNull(entry.reversalOf)},`;
  const approved =
    approval === null ? 'null' : JSON.stringify([approval.requestedBy, approval.approvedBy, approval.reason]);
  return `${header}${approved},[${entry.lines.map(lineText).join()}]]`;
}

function lineText({ account, side, amountMinor, currency, layer }: Posting): string {
  const amount = Number.isFinite(amountMinor) ? amountMinor : null;
  return `[${quoted(account)},"${side}",${amount},${quoted(currency)},"${layer}"]`;
}

const needsNoEscape = /^[ !#-[\]-~]*$/;

/** As JSON has it. Written out because all that is posted and verified goes through it, and this takes a third of the time. */
function quoted(text: string): string {
  return needsNoEscape.test(text) ? `"${text}"` : JSON.stringify(text);
}

function quotedOrNull(text: string | null): string {
  return text === null ? 'null' : quoted(text);
}

/** What is wrong with the place of an entry after another, or null. */
export function chainProblem(previous: ChainLink, entry: RecordedEntry, digest: Sha256 = sha256): string | null {
  const { number, recordedAtMicroseconds, hash } = entry.link;
  if (number !== previous.number + 1) return `entry ${number} follows entry ${previous.number}`;
  if (recordedAtMicroseconds <= previous.recordedAtMicroseconds)
    return `entry ${number} was recorded before the one it follows`;
  const text = canonicalText(entry, number, recordedAtMicroseconds);
  return digest(`${previous.hash}\n${text}`) === hash ? null : `entry ${number} is not what was written`;
}
