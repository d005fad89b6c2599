export { maskCardNumber } from '@hangil/core';

/** Shows the last four characters at most, and nothing of a value that has no more: for account numbers in logs and lists. */
export function maskTail(value: string, shown = 4): string {
  const hidden = value.length <= shown ? value.length : value.length - shown;
  return '*'.repeat(hidden) + value.slice(hidden);
}

/** Shows the first letter, and the last of a name that has more than two: `홍*동`. */
export function maskName(name: string): string {
  const letters = [...name];
  return letters
    .map((letter, index) => (index === 0 || (index === letters.length - 1 && letters.length > 2) ? letter : '*'))
    .join('');
}
