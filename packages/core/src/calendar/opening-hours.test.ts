import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { businessCalendar } from './business-days.ts';
import { weekdays } from './calendar-date.ts';
import { koreanHolidays } from './korean-holidays.ts';
import { isOpenAt, nextOpening, type OpeningHours, openingHours } from './opening-hours.ts';

const zone = 'Asia/Seoul';
const workdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
const daily = openingHours({ zone, open: [{ days: weekdays, from: '08:00', to: '23:59' }] });
const office = openingHours({ zone, open: [{ days: workdays, from: '09:00', to: '18:00' }] });
const night = openingHours({ zone, open: [{ days: ['fri'], from: '22:00', to: '02:00' }] });
const banking = openingHours({ ...office, closedOn: businessCalendar(koreanHolidays) });
const split = openingHours({
  zone,
  open: [
    { days: ['mon'], from: '13:00', to: '18:00' },
    { days: ['mon'], from: '09:00', to: '12:00' },
  ],
});

describe('opening hours', () => {
  test.each<[string, OpeningHours, string, string]>([
    ['open now: now', daily, '2026-11-25T08:00+09:00', '2026-11-25T08:00+09:00'],
    ['before opening: this morning', daily, '2026-11-25T00:30+09:00', '2026-11-25T08:00+09:00'],
    ['the end itself is closed', daily, '2026-11-25T23:59+09:00', '2026-11-26T08:00+09:00'],
    ['a second before the end', daily, '2026-11-25T23:58:59+09:00', '2026-11-25T23:58:59+09:00'],
    ['after hours on a Friday', office, '2026-11-27T18:00+09:00', '2026-11-30T09:00+09:00'],
    ['a holiday is open unless said', office, '2026-12-25T10:00+09:00', '2026-12-25T10:00+09:00'],
    ['closed on Seollal and the weekend before it', banking, '2026-02-13T18:00+09:00', '2026-02-19T09:00+09:00'],
    ['after midnight, in the window of the day before', night, '2026-11-28T01:30+09:00', '2026-11-28T01:30+09:00'],
    ['after that window', night, '2026-11-28T02:00+09:00', '2026-12-04T22:00+09:00'],
    ['in the break at noon, windows in any order', split, '2026-11-30T12:00+09:00', '2026-11-30T13:00+09:00'],
    ['before the first of two windows', split, '2026-11-30T08:00+09:00', '2026-11-30T09:00+09:00'],
  ])('%s', (_, hours, now, opening) => {
    expect(nextOpening(hours, new Date(now))).toEqual(new Date(opening));
    expect(isOpenAt(hours, new Date(now))).toBe(now === opening);
  });

  test('the next opening is open, and nothing before it is', () => {
    const minutes = fc.integer({ min: Date.UTC(2026, 0) / 60_000, max: Date.UTC(2027, 0) / 60_000 });
    fc.assert(
      fc.property(minutes, fc.constantFrom(daily, office, night, banking, split), fc.double(), (minute, hours, at) => {
        const now = new Date(minute * 60_000);
        const opening = nextOpening(hours, now) as Date;
        expect(isOpenAt(hours, opening)).toBe(true);
        const between = new Date(now.getTime() + (opening.getTime() - now.getTime()) * Math.abs(at % 1 || 0));
        if (between < opening) expect(nextOpening(hours, between)).toEqual(opening);
      }),
    );
  });

  test('may be the whole day, and midnight is no gap', () => {
    const always = openingHours({ zone, open: [{ days: weekdays, from: '00:00', to: '24:00' }] });
    expect(isOpenAt(always, new Date('2026-11-25T23:59:59.999+09:00'))).toBe(true);
    expect(isOpenAt(always, new Date('2026-11-26T00:00+09:00'))).toBe(true);
  });

  test('that never open within 60 days have no next opening', () => {
    const holiday = { kind: 'temporary', nameKo: '휴무', nameEn: 'Closed' } as const;
    const closed = { ...daily, closedOn: { holiday: (date: never) => ({ ...holiday, date }) } };
    expect(nextOpening(closed, new Date('2026-11-25T08:00+09:00'))).toBeNull();
  });

  test.each([
    ['an unknown zone', { zone: 'Asia/Soul' }],
    ['no window', { open: [] }],
    ['a window without days', { open: [{ days: [], from: '08:00', to: '09:00' }] }],
    ['no minute', { open: [{ days: weekdays, from: '08:60', to: '09:00' }] }],
    ['no hour', { open: [{ days: weekdays, from: '08:00', to: '25:00' }] }],
    ['a time without a zero', { open: [{ days: weekdays, from: '8:00', to: '09:00' }] }],
    ['a window of no length', { open: [{ days: weekdays, from: '08:00', to: '08:00' }] }],
    ['a window that starts when the day has ended', { open: [{ days: weekdays, from: '24:00', to: '08:00' }] }],
  ])('are refused with %s', (_, wrong) => {
    expect(() => openingHours({ ...daily, ...wrong })).toThrow(RangeError);
  });
});
