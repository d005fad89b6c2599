import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarDate } from './calendar-date.ts';
import { instantAt, isTimeZone, wallClock } from './zoned-time.ts';

const zones = ['Asia/Seoul', 'UTC', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Auckland', 'Pacific/Apia'];

describe('the clock on the wall', () => {
  test.each([
    ['2026-11-25T14:59:59Z', 'Asia/Seoul', '2026-11-25', 23 * 60 + 59],
    ['2026-11-25T15:00:00Z', 'Asia/Seoul', '2026-11-26', 0],
    ['2026-11-25T04:59:00Z', 'America/New_York', '2026-11-24', 23 * 60 + 59],
    ['2026-07-01T00:00:00Z', 'Asia/Kathmandu', '2026-07-01', 5 * 60 + 45],
  ])('at %s in %s', (instant, zone, date, minuteOfDay) => {
    expect(wallClock(new Date(instant), zone)).toEqual({ date, minuteOfDay });
  });

  test('is found again by what it shows, in every zone', () => {
    const minutes = fc.integer({ min: Date.UTC(2020, 0) / 60_000, max: Date.UTC(2030, 0) / 60_000 });
    fc.assert(
      fc.property(minutes, fc.constantFrom(...zones), (minute, zone) => {
        const instant = new Date(minute * 60_000);
        const shown = wallClock(instant, zone);
        const found = instantAt(shown.date, shown.minuteOfDay, zone);
        expect(wallClock(found, zone)).toEqual(shown);
        expect(found.getTime()).toBeLessThanOrEqual(instant.getTime());
      }),
    );
  });

  test.each([
    ['is the first of two when clocks are set back', '2026-11-01', 90, '2026-11-01T05:30:00.000Z'],
    ['moves on when clocks are set forward', '2026-03-08', 150, '2026-03-08T07:30:00.000Z'],
    ['ends the day with minute 1440', '2026-03-09', 1_440, '2026-03-10T04:00:00.000Z'],
  ])('%s', (_, date, minuteOfDay, instant) => {
    expect(instantAt(calendarDate(date), minuteOfDay, 'America/New_York').toISOString()).toBe(instant);
  });

  test('hangs only in zones that exist', () => {
    expect(zones.every(isTimeZone)).toBe(true);
    expect(isTimeZone('Asia/Pyeongchang')).toBe(false);
    expect(() => wallClock(new Date(0), 'Mars/Base')).toThrow(RangeError);
    expect(() => wallClock(new Date(Number.NaN), 'UTC')).toThrow(RangeError);
  });
});
