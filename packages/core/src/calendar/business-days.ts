import { addDays, type CalendarDate, type Weekday, weekdayOf } from './calendar-date.ts';
import type { Holiday } from './korean-holidays.ts';

/** On which days business is done. */
export interface BusinessCalendar {
  isBusinessDay(date: CalendarDate): boolean;
  holiday(date: CalendarDate): Holiday | null;
  /** The date itself when it is a business day, else the next one. */
  onOrAfter(date: CalendarDate): CalendarDate;
  /** The date itself when it is a business day, else the one before. */
  onOrBefore(date: CalendarDate): CalendarDate;
  /** The n-th business day after a date (before it when negative); the date itself does not count. Zero gives the date back. */
  addBusinessDays(date: CalendarDate, count: number): CalendarDate;
}

/**
 * A calendar of holidays and weekends. Lists can be joined: `businessCalendar([...koreanHolidays, ...extra])`; of two holidays on
 * one day the later in the list is told.
 *
 * @throws RangeError when no weekday is left
 */
export function businessCalendar(
  holidays: readonly Holiday[],
  weekend: readonly Weekday[] = ['sat', 'sun'],
): BusinessCalendar {
  if (new Set(weekend).size >= 7) throw new RangeError('a calendar needs a weekday that is not weekend');
  const holidayByDate = new Map(holidays.map((holiday) => [holiday.date, holiday]));
  const isBusinessDay = (date: CalendarDate) => !holidayByDate.has(date) && !weekend.includes(weekdayOf(date));

  function nearest(date: CalendarDate, step: 1 | -1): CalendarDate {
    let found = date;
    while (!isBusinessDay(found)) found = addDays(found, step);
    return found;
  }

  return {
    isBusinessDay,
    holiday: (date) => holidayByDate.get(date) ?? null,
    onOrAfter: (date) => nearest(date, 1),
    onOrBefore: (date) => nearest(date, -1),
    addBusinessDays(date, count) {
      if (!Number.isSafeInteger(count)) throw new RangeError(`not a number of days: ${count}`);
      const step = count < 0 ? -1 : 1;
      let found = date;
      for (let left = Math.abs(count); left > 0; left -= 1) found = nearest(addDays(found, step), step);
      return found;
    },
  };
}
