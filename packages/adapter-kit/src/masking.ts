/** Shows the last four characters at most, and nothing of a value that has no more: for account numbers in logs and lists. */
export function maskTail(value: string, shown = 4): string {
  const hidden = value.length <= shown ? value.length : value.length - shown;
  return '*'.repeat(hidden) + value.slice(hidden);
}
