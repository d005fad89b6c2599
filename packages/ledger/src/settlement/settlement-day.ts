import {
  addDays,
  type BilingualText,
  type BusinessCalendar,
  type CalendarDate,
  daysBetween,
  endOfMonth,
  wallClock,
  weekdayOf,
} from '@hangil/core';
import type { SettlementCycle, SettlementTerms } from './terms.ts';

export interface SettlementDay {
  /** The day the sale counts as. */
  readonly businessDate: CalendarDate;
  /** Last day of the period that is settled together. */
  readonly periodEnd: CalendarDate;
  /** When the provider pays it out. */
  readonly payoutDate: CalendarDate;
  /** Why that day, step by step, for a person. */
  readonly why: readonly BilingualText[];
}

/** When a sale of an instant is paid out, and why. */
export function settlementDay(terms: SettlementTerms, calendar: BusinessCalendar, occurredAt: Date): SettlementDay {
  const { date, minuteOfDay } = wallClock(occurredAt, terms.zone);
  const businessDate = minuteOfDay >= terms.cutOffMinute ? addDays(date, 1) : date;
  const periodEnd = endOfPeriod(terms.cycle, businessDate);
  const { afterBusinessDays } = terms.cycle;
  const payoutDate =
    afterBusinessDays === 0 ? calendar.onOrAfter(periodEnd) : calendar.addBusinessDays(periodEnd, afterBusinessDays);
  const why = [
    ...(businessDate === date ? [] : [afterCutOff(terms.cutOffMinute, date, businessDate)]),
    ...(periodEnd === businessDate ? [] : [inPeriod(periodEnd)]),
    counted(afterBusinessDays, periodEnd, payoutDate),
    ...skippedDays(calendar, periodEnd, payoutDate),
  ];
  return { businessDate, periodEnd, payoutDate, why };
}

function endOfPeriod(cycle: SettlementCycle, date: CalendarDate): CalendarDate {
  switch (cycle.type) {
    case 'daily':
      return date;
    case 'weekly': {
      let end = date;
      while (weekdayOf(end) !== cycle.weekEndsOn) end = addDays(end, 1);
      return end;
    }
    case 'monthly':
      return endOfMonthlyPeriod(cycle.periodsEndOn, date);
    default:
      return cycle satisfies never;
  }
}

/** The first of the closing days on or after a date; in a short month the 29th to 31st are its last day. */
function endOfMonthlyPeriod(periodsEndOn: readonly number[], date: CalendarDate): CalendarDate {
  const last = endOfMonth(date);
  const closing = periodsEndOn
    .map((day) => `${last.slice(0, 8)}${String(Math.min(day, Number(last.slice(8)))).padStart(2, '0')}` as CalendarDate)
    .filter((day) => day >= date)
    .sort();
  return closing[0] ?? endOfMonthlyPeriod(periodsEndOn, addDays(last, 1));
}

function afterCutOff(minute: number, date: CalendarDate, businessDate: CalendarDate): BilingualText {
  const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  return {
    en: `Sold on ${date} after the cut-off at ${time}, so it counts as ${businessDate}.`,
    ko: `${date} ${time} 마감 이후 거래로 ${businessDate} 거래로 계산됩니다.`,
  };
}

function inPeriod(periodEnd: CalendarDate): BilingualText {
  return {
    en: `It belongs to the period that ends on ${periodEnd}.`,
    ko: `${periodEnd}에 끝나는 정산 기간에 속합니다.`,
  };
}

function counted(count: number, from: CalendarDate, to: CalendarDate): BilingualText {
  return {
    en: `${count} business day${count === 1 ? '' : 's'} after ${from} is ${to}.`,
    ko: `${from} 이후 ${count}영업일째는 ${to}입니다.`,
  };
}

/** The days in between on which banks do not work, by name. */
function skippedDays(calendar: BusinessCalendar, from: CalendarDate, to: CalendarDate): BilingualText[] {
  const between = Array.from({ length: Math.max(daysBetween(from, to) - 1, 0) }, (_, at) => addDays(from, at + 1));
  const skipped = [from, ...between].filter((day, at) => (at > 0 || from !== to) && !calendar.isBusinessDay(day));
  if (skipped.length === 0) return [];
  const named = skipped.map((day) => {
    const holiday = calendar.holiday(day);
    return holiday === null
      ? { en: `${day} (weekend)`, ko: `${day}(주말)` }
      : { en: `${day} (${holiday.nameEn})`, ko: `${day}(${holiday.nameKo})` };
  });
  return [
    {
      en: `No business day: ${named.map(({ en }) => en).join(', ')}.`,
      ko: `영업일이 아닌 날: ${named.map(({ ko }) => ko).join(', ')}.`,
    },
  ];
}
