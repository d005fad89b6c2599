import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { businessCalendar } from './business-days.ts';
import { addDays, calendarDate, weekdays } from './calendar-date.ts';
import { koreanHolidays } from './korean-holidays.ts';

const korea = businessCalendar(koreanHolidays);
const anyDate = fc.integer({ min: 0, max: 1_700 }).map((days) => addDays(calendarDate('2023-01-10'), days));

describe('business days in Korea', () => {
  test.each([
    ['over an ordinary weekend', '2026-11-20', 1, '2026-11-23'],
    ['over Seollal 2026', '2026-02-13', 2, '2026-02-20'],
    ['over Chuseok 2025, with its substitute', '2025-10-02', 1, '2025-10-10'],
    ['over Chuseok 2026, whose last day is a Saturday', '2026-09-23', 1, '2026-09-28'],
    ['over a substitute for Liberation Day', '2026-08-14', 1, '2026-08-18'],
    ['over a temporary holiday', '2023-09-27', 1, '2023-10-04'],
    ['over the day banks are closed', '2024-04-30', 1, '2024-05-02'],
    ['over the end of the year', '2026-12-31', 1, '2027-01-04'],
    ['back over Seollal 2026', '2026-02-20', -2, '2026-02-13'],
    ['by none at all, from a Sunday', '2026-11-22', 0, '2026-11-22'],
  ])('%s', (_, from, count, to) => {
    expect(korea.addBusinessDays(calendarDate(from), count)).toBe(to);
  });

  test('before and after a holiday', () => {
    const seollal = calendarDate('2026-02-17');
    expect(korea.onOrAfter(seollal)).toBe('2026-02-19');
    expect(korea.onOrBefore(seollal)).toBe('2026-02-13');
    expect(korea.holiday(seollal)?.nameKo).toBe('설날');
    expect(korea.holiday(calendarDate('2026-02-14'))).toBeNull();
  });

  test('lead back where they came from, and each lies between its neighbours', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 1, max: 40 }), (date, count) => {
        const start = korea.onOrAfter(date);
        const end = korea.addBusinessDays(start, count);
        expect(korea.isBusinessDay(end)).toBe(true);
        expect(korea.addBusinessDays(end, -count)).toBe(start);
        expect(korea.addBusinessDays(start, count - 1) < end).toBe(true);
      }),
    );
  });

  test('need a weekday, and whole numbers', () => {
    expect(() => businessCalendar([], weekdays)).toThrow(RangeError);
    expect(() => korea.addBusinessDays(calendarDate('2026-11-20'), 0.5)).toThrow(RangeError);
  });
});
