import type { BusinessCalendar } from './business-days.ts';
import { addDays, type CalendarDate, type Weekday, weekdayOf } from './calendar-date.ts';
import { instantAt, isTimeZone, wallClock } from './zoned-time.ts';

/** A window on some days of the week. One whose end is not after its start runs past midnight and belongs to the day it starts on. */
export interface OpeningWindow {
  readonly days: readonly Weekday[];
  /** `HH:MM`, wall-clock time of the zone. */
  readonly from: string;
  /** `HH:MM`, itself no longer open; `24:00` is the end of the day. */
  readonly to: string;
}

export interface OpeningHours {
  /** IANA name: `Asia/Seoul`. */
  readonly zone: string;
  readonly open: readonly OpeningWindow[];
  /** Days that are no holidays of this calendar are open as said; left out = holidays make no difference. */
  readonly closedOn?: Pick<BusinessCalendar, 'holiday'>;
}

const longestClosureDays = 60;

/**
 * Gives the hours back when they can be followed.
 *
 * @throws RangeError that names what is wrong: no window, a window without days, an unknown zone, a time that is none, from = to
 */
export function openingHours(hours: OpeningHours): OpeningHours {
  if (!isTimeZone(hours.zone)) throw new RangeError(`unknown time zone ${JSON.stringify(hours.zone)}`);
  if (hours.open.length === 0) throw new RangeError('opening hours need a window');
  for (const { days, from, to } of hours.open) {
    if (days.length === 0) throw new RangeError('an opening window needs a day');
    if (minuteOf(from) === minuteOf(to) || from === '24:00')
      throw new RangeError(`no opening window: ${from} to ${to}`);
  }
  return hours;
}

export function isOpenAt(hours: OpeningHours, instant: Date): boolean {
  return nextOpening(hours, instant)?.getTime() === instant.getTime();
}

/** The instant itself when it is open then, else the start of the next window; null when none opens within 60 days. */
export function nextOpening(hours: OpeningHours, instant: Date): Date | null {
  const today = wallClock(instant, hours.zone).date;
  for (let day = -1; day <= longestClosureDays; day += 1) {
    const openings = windowsOf(hours, addDays(today, day))
      .filter(({ end }) => end > instant)
      .map(({ start }) => Math.max(start.getTime(), instant.getTime()));
    if (openings.length > 0) return new Date(Math.min(...openings));
  }
  return null;
}

function windowsOf({ zone, open, closedOn }: OpeningHours, date: CalendarDate): { start: Date; end: Date }[] {
  if (closedOn !== undefined && closedOn.holiday(date) !== null) return [];
  return open
    .filter(({ days }) => days.includes(weekdayOf(date)))
    .map(({ from, to }) => {
      const start = minuteOf(from);
      const end = minuteOf(to);
      const lastDay = end > start ? date : addDays(date, 1);
      return { start: instantAt(date, start, zone), end: instantAt(lastDay, end, zone) };
    });
}

/** Minutes since midnight of `HH:MM`. */
function minuteOf(time: string): number {
  const match = /^(\d{2}):([0-5]\d)$/.exec(time);
  const minute = match === null ? Number.NaN : Number(match[1]) * 60 + Number(match[2]);
  if (!(minute <= 24 * 60)) throw new RangeError(`not a time of day: ${JSON.stringify(time)}`);
  return minute;
}
