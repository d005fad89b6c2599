import { y2023, y2024, y2025, y2026, y2027 } from '@hyunbinseo/holidays-kr/all';
import { describe, expect, test } from 'vitest';
import { businessCalendar } from './business-days.ts';
import { calendarDate, weekdayOf } from './calendar-date.ts';
import { koreanHolidays, koreanHolidaysKnownUntil } from './korean-holidays.ts';

const gazette: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  2023: y2023,
  2024: y2024,
  2025: y2025,
  2026: y2026,
  2027: y2027,
};
const years = Object.keys(gazette);

describe('Korean holidays', () => {
  test.each(years)('of %s are those of a package that reads the official gazette', (year) => {
    const ours = koreanHolidays.filter(({ date, kind }) => date.startsWith(year) && kind !== 'bank');
    expect(ours.map(({ date }) => date as string)).toEqual(Object.keys(gazette[year] ?? {}).sort());
  });

  test.each(years)('of %s have the kind that the package tells in words', (year) => {
    for (const { date, kind } of koreanHolidays.filter((holiday) => holiday.date.startsWith(year))) {
      const name = gazette[year]?.[date]?.[0] ?? '근로자의 날';
      expect(`${date} ${kind}`).toBe(`${date} ${kindOf(name)}`);
    }
  });

  test('close the banks on 1 May of every year', () => {
    const closed = koreanHolidays.filter(({ date }) => date.endsWith('-05-01')).map(({ date }) => date.slice(0, 4));
    expect(closed).toEqual([...years]);
  });

  test('name each day once, until the last day of the table', () => {
    const dates = koreanHolidays.map(({ date }) => date);
    expect(dates).toEqual([...new Set(dates)].sort());
    expect(dates.at(-1)?.slice(0, 4)).toBe(koreanHolidaysKnownUntil.slice(0, 4));
  });

  test('give no substitute on a weekend', () => {
    const substitutes = koreanHolidays.filter(({ kind }) => kind === 'substitute');
    expect(substitutes.filter(({ date }) => ['sat', 'sun'].includes(weekdayOf(date)))).toEqual([]);
  });

  test('can be extended by a day that is declared later', () => {
    const declared = calendarDate('2026-10-02');
    const extra = { date: declared, kind: 'temporary', nameKo: '임시공휴일', nameEn: 'Temporary holiday' } as const;
    expect(businessCalendar(koreanHolidays).isBusinessDay(declared)).toBe(true);
    expect(businessCalendar([...koreanHolidays, extra]).isBusinessDay(declared)).toBe(false);
  });
});

function kindOf(name: string): string {
  if (name.startsWith('대체공휴일')) return 'substitute';
  if (name.includes('선거')) return 'election';
  if (name === '임시공휴일') return 'temporary';
  return name === '근로자의 날' ? 'bank' : 'statutory';
}
