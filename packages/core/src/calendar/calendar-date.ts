import { dayMs } from '../time/clock.ts';

/** A day of the calendar, `YYYY-MM-DD`, in whatever zone its user means. Sorts as text. */
export type CalendarDate = string & { readonly __calendarDate: true };

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** @throws RangeError when the text is not a day that exists, written `YYYY-MM-DD` */
export function calendarDate(text: string): CalendarDate {
  if (!isCalendarDate(text)) throw new RangeError(`not a date: ${JSON.stringify(text)}`);
  return text;
}

export function isCalendarDate(text: string): text is CalendarDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const midnight = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text);
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  return fromUtcMidnight(utcMidnight(date) + days * dayMs);
}

/** Days from one date to another; negative when the second is earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return (utcMidnight(to) - utcMidnight(from)) / dayMs;
}

export function weekdayOf(date: CalendarDate): Weekday {
  const sundayBased = new Date(utcMidnight(date)).getUTCDay();
  return weekdays[(sundayBased + 6) % 7] as Weekday;
}

/** Last day of the month that a date is in. */
export function endOfMonth(date: CalendarDate): CalendarDate {
  const [year = 0, month = 0] = date.split('-').map(Number);
  return fromUtcMidnight(Date.UTC(year, month, 0));
}

function utcMidnight(date: CalendarDate): number {
  return Date.parse(`${date}T00:00:00Z`);
}

function fromUtcMidnight(milliseconds: number): CalendarDate {
  return new Date(milliseconds).toISOString().slice(0, 10) as CalendarDate;
}
