import { dayMs, minuteMs } from '../time/clock.ts';
import type { CalendarDate } from './calendar-date.ts';

/** What calendar and clock on the wall of a zone show. */
export interface WallClock {
  readonly date: CalendarDate;
  /** Minutes since midnight, 0 to 1439. */
  readonly minuteOfDay: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** @throws RangeError when the zone is not an IANA name that the runtime knows */
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  formats.set(zone, made);
  return made;
}

export function isTimeZone(zone: string): boolean {
  try {
    return formatOf(zone) !== undefined;
  } catch {
    return false;
  }
}

/** @throws RangeError for an unknown zone or an instant that is none */
export function wallClock(instant: Date, zone: string): WallClock {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  return {
    date: `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}` as CalendarDate,
    minuteOfDay: Number(part('hour')) * 60 + Number(part('minute')),
  };
}

/**
 * The instant at which the wall of a zone shows a date and minute: the first of two when clocks are set back, and as much later as
 * they are set forward when that leaves the time out.
 *
 * @param minuteOfDay - minutes since midnight; 1440 is the midnight that ends the day
 */
export function instantAt(date: CalendarDate, minuteOfDay: number, zone: string): Date {
  const wanted = Date.parse(`${date}T00:00:00Z`) + minuteOfDay * minuteMs;
  const candidates = [wanted - offsetMs(wanted - dayMs, zone), wanted - offsetMs(wanted + dayMs, zone)];
  const shown = candidates.filter((instant) => shownMs(instant, zone) === wanted);
  return new Date(shown.length > 0 ? Math.min(...shown) : Math.max(...candidates));
}

function offsetMs(instantMs: number, zone: string): number {
  return shownMs(instantMs, zone) - Math.floor(instantMs / minuteMs) * minuteMs;
}

function shownMs(instantMs: number, zone: string): number {
  const { date, minuteOfDay } = wallClock(new Date(instantMs), zone);
  return Date.parse(`${date}T00:00:00Z`) + minuteOfDay * minuteMs;
}
