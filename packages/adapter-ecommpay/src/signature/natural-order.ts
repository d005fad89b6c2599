const digitRun = /^\d/;
const whitespace = /^[ \t\n\v\f\r]/;

/**
 * A path in the pieces that natural order compares: runs of digits and single characters. Whitespace counts only right
 * behind a run of digits, and zeros at the very beginning do not count, as in PHP's `strnatcmp` (read in php-src, 2026-11).
 */
export function toNaturalPieces(path: string): string[] {
  const pieces = path.replace(/^0+(?=\d)/, '').match(/\d+|[ \t\n\v\f\r]+|[^\d]/gu) ?? [];
  return pieces.filter((piece, index) => !whitespace.test(piece) || digitRun.test(pieces[index - 1] ?? ''));
}

/** Natural order, upper case before lower case. Equal for texts that differ only in what it ignores. */
export function compareNaturally(left: readonly string[], right: readonly string[]): number {
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const difference = comparePieces(left[index] ?? '', right[index] ?? '');
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function comparePieces(left: string, right: string): number {
  const bothNumbers = digitRun.test(left) && digitRun.test(right);
  const byValue = bothNumbers && !left.startsWith('0') && !right.startsWith('0');
  if (byValue && left.length !== right.length) return left.length - right.length;
  return compareCodePoints(left, right);
}

/** Order of Unicode code points, which is also the order of UTF-8 bytes. */
export function compareCodePoints(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}
