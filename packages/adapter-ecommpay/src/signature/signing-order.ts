import { compareCodePoints, compareNaturally, toNaturalPieces } from './natural-order.ts';
import type { SignedEntry } from './signed-entries.ts';

/**
 * In which order the entries of a payload stand in the signed text. ECommPay's own libraries disagree, and none of their
 * published test cases tells the orders apart: `natural` is PHP's, `path` Python's, `path_and_value` Java's and Go's,
 * `level` JavaScript's.
 */
export type SigningOrder = 'natural' | 'path' | 'path_and_value' | 'level';

/** The likeliest first. */
export const signingOrders: readonly SigningOrder[] = ['natural', 'path', 'path_and_value', 'level'];

interface Line {
  readonly keys: readonly string[];
  readonly path: string;
  readonly pieces: readonly string[];
  readonly text: string;
}

const comparisons: Readonly<Record<SigningOrder, (left: Line, right: Line) => number>> = {
  natural: (left, right) => compareNaturally(left.pieces, right.pieces) || compareCodePoints(left.path, right.path),
  path: (left, right) => compareCodePoints(left.path, right.path),
  path_and_value: (left, right) => compareCodePoints(left.text, right.text),
  level: (left, right) => compareLevels(left.keys, right.keys),
};

/** The text that is signed: `path:value` of every entry, joined with `;`. */
export function toCanonicalText(entries: readonly SignedEntry[], order: SigningOrder): string {
  const lines = entries.map((entry) => toLine(entry, order));
  return lines
    .sort(comparisons[order])
    .map(({ text }) => text)
    .join(';');
}

/** A colon inside a key is doubled, except by the JavaScript library. */
function toLine({ keys, value }: SignedEntry, order: SigningOrder): Line {
  const path = (order === 'level' ? keys : keys.map((key) => key.replaceAll(':', '::'))).join(':');
  return { keys, path, pieces: toNaturalPieces(path), text: `${path}:${value}` };
}

/** Level by level as a JavaScript object holds its keys: integers first and by value, then by UTF-16 unit. */
function compareLevels(left: readonly string[], right: readonly string[]): number {
  const level = left.findIndex((key, index) => key !== right[index]);
  const [leftKey, rightKey] = [left[level] ?? '', right[level] ?? ''];
  if (isIndex(leftKey) && isIndex(rightKey)) return Number(leftKey) - Number(rightKey);
  if (isIndex(leftKey) !== isIndex(rightKey)) return isIndex(leftKey) ? -1 : 1;
  return leftKey < rightKey ? -1 : 1;
}

function isIndex(key: string): boolean {
  return /^(0|[1-9]\d{0,8})$/.test(key);
}
