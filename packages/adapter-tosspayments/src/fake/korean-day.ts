/** `2026-03-04`: the day in Seoul. */
export function koreanDay(instant: Date): string {
  return new Date(instant.getTime() + 9 * 3_600_000).toISOString().slice(0, 10);
}
