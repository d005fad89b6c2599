import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, calendarDate, daysBetween, endOfMonth, isCalendarDate, weekdayOf } from './calendar-date.ts';

const anyDate = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2150-01-01'), noInvalidDate: true })
  .map((instant) => calendarDate(instant.toISOString().slice(0, 10)));

describe('a calendar date', () => {
  test.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-4-1',
    '20260401',
    '',
    '2026-04-01T00:00:00Z',
  ])('is not %j', (text) => {
    expect(isCalendarDate(text)).toBe(false);
    expect(() => calendarDate(text)).toThrow(RangeError);
  });

  test('knows its weekday, over a leap day', () => {
    expect(weekdayOf(calendarDate('2024-02-29'))).toBe('thu');
    expect(weekdayOf(addDays(calendarDate('2024-02-29'), 1))).toBe('fri');
    expect(weekdayOf(calendarDate('2026-11-29'))).toBe('sun');
  });

  test('counts days there and back', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -4_000, max: 4_000 }), (date, days) => {
        const other = addDays(date, days);
        expect(daysBetween(date, other)).toBe(days);
        expect(addDays(other, -days)).toBe(date);
        expect(other > date).toBe(days > 0);
      }),
    );
  });

  test('knows the end of its month', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        const end = endOfMonth(date);
        expect(end.slice(0, 7)).toBe(date.slice(0, 7));
        expect(addDays(end, 1).slice(8)).toBe('01');
      }),
    );
  });
});
