import { type BusinessCalendar, businessCalendar, hourMs, koreanHolidays } from '@hangil/core';

/** Days on which Korean banks work, as far as holidays are known (`koreanHolidaysKnownUntil` of core). */
export const koreanBusinessDays: BusinessCalendar = businessCalendar(koreanHolidays);

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

/**
 * Instant of a wall-clock time of Seoul as Korean PGs write it: `20260304110000`, `2026-03-04 11:00:00`, `2026-03-04T11:00:00`, or
 * without seconds. Korea has no daylight saving time.
 *
 * @throws RangeError for a text that is no time
 */
export function fromKoreanTime(text: string): Date {
  const form = /^(\d{4})-?(\d\d)-?(\d\d)[ T]?(\d\d):?(\d\d)(?::?(\d\d))?$/;
  const [, year, month, day, hour, minute, second = '00'] = form.exec(text) ?? [];
  const instant = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}+09:00`);
  const isThatDay = !Number.isNaN(instant.getTime()) && koreanDate(instant) === `${year}-${month}-${day}`;
  if (!isThatDay) throw new RangeError('not a wall-clock time');
  return instant;
}

/** `20260304110000`: the wall-clock time of Seoul as most Korean PGs want it. */
export function toKoreanTime(instant: Date): string {
  return new Date(instant.getTime() + 9 * hourMs).toISOString().replace(/\D/g, '').slice(0, 14);
}
