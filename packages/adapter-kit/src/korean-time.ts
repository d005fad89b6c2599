const dateFormat = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Seoul',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** Calendar date in Asia/Seoul, `YYYY-MM-DD`. */
export function koreanDate(instant: Date): string {
  return dateFormat.format(instant);
}

/**
 * Instant of unix seconds as Korean providers write them; 0, null and a missing value all mean "not yet".
 *
 * @throws RangeError for a number that is no instant
 */
export function fromUnixSeconds(value: number | null | undefined): Date | null {
  if (value === null || value === undefined || value === 0) return null;
  const instant = new Date(value * 1000);
  if (Number.isNaN(instant.getTime())) throw new RangeError(`not an instant in unix seconds: ${value}`);
  return instant;
}
