import { type Weekday, wallClock, weekdayOf, weekdays } from '@hangil/core';

/** A window on some days of the week. One whose end is not after its start runs past midnight and belongs to the day it starts on. */
export interface WeeklyWindow {
  readonly days: readonly Weekday[];
  /** `HH:MM` */
  readonly from: string;
  /** `HH:MM`, itself outside; `24:00` is the end of the day. */
  readonly to: string;
}

/** What calendar and clock on a wall show. */
export interface WallTime {
  readonly weekday: Weekday;
  /** Minutes since midnight, 0 to 1439. */
  readonly minuteOfDay: number;
}

/** Reads the walls of several zones at one instant, each once. */
export function wallTimes(now: Date): (zone: string) => WallTime {
  const read = new Map<string, WallTime>();
  return (zone) => {
    const known = read.get(zone);
    if (known !== undefined) return known;
    const { date, minuteOfDay } = wallClock(now, zone);
    const wall = { weekday: weekdayOf(date), minuteOfDay };
    read.set(zone, wall);
    return wall;
  };
}

/** Prepares the question whether a wall shows a time within a window. @throws RangeError when a time is none, or both are the same */
export function withinWindow({ days, from, to }: WeeklyWindow): (wall: WallTime) => boolean {
  const start = minuteOf(from);
  const end = minuteOf(to);
  if (start === end) throw new RangeError(`no window: ${from} to ${to}`);
  const pastMidnight = end < start;
  return ({ weekday, minuteOfDay }) => {
    const beganToday = days.includes(weekday) && minuteOfDay >= start && (pastMidnight || minuteOfDay < end);
    return beganToday || (pastMidnight && days.includes(dayBefore(weekday)) && minuteOfDay < end);
  };
}

/** Minutes since midnight of `HH:MM`, at most `24:00`. @throws RangeError */
export function minuteOf(time: string): number {
  const [, hours = '', minutes = ''] = /^(\d{2}):([0-5]\d)$/.exec(time) ?? [];
  const minute = hours === '' ? Number.NaN : Number(hours) * 60 + Number(minutes);
  if (!(minute <= 24 * 60)) throw new RangeError(`not a time of day: ${JSON.stringify(time)}`);
  return minute;
}

function dayBefore(weekday: Weekday): Weekday {
  return weekdays[(weekdays.indexOf(weekday) + 6) % 7] as Weekday;
}
