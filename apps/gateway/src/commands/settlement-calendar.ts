import { addDays, businessCalendar, calendarDate, instantAt, koreanHolidays, systemClock } from '@hangil/core';
import { bookDay, settlementDay } from '@hangil/ledger';
import { CommandError } from './command-error.ts';
import type { CommandIo } from './command-io.ts';
import { readWords } from './command-words.ts';

const zone = 'Asia/Seoul';
const noon = 12 * 60;

/** For each day, when a sale at noon is paid out, and why. */
export async function showSettlementCalendar(words: readonly string[], io: CommandIo): Promise<number> {
  const options = { after: 'string', from: 'string', days: 'string', 'cut-off': 'string' } as const;
  const { values } = readWords(words, options, []);
  const afterBusinessDays = wholeNumber('--after', values.after);
  const days = values.days === undefined ? 14 : wholeNumber('--days', values.days);
  const terms = {
    zone,
    cutOffMinute: values['cut-off'] === undefined ? 24 * 60 : minuteOf(String(values['cut-off'])),
    cycle: { type: 'daily', afterBusinessDays } as const,
    feePlans: [],
  };
  const calendar = businessCalendar(koreanHolidays);
  let day = firstDay(values.from);
  for (let left = days; left > 0; left -= 1) {
    const { payoutDate, why } = settlementDay(terms, calendar, instantAt(day, noon, zone));
    await io.out(`${day} -> ${payoutDate}  ${why.map(({ en }) => en).join(' ')}\n`);
    day = addDays(day, 1);
  }
  return 0;
}

function firstDay(text: string | boolean | undefined) {
  try {
    return text === undefined ? bookDay(systemClock.now()) : calendarDate(String(text));
  } catch {
    throw new CommandError('--from wants a date like 2026-02-10.');
  }
}

function wholeNumber(name: string, text: string | boolean | undefined): number {
  if (typeof text !== 'string' || !/^\d{1,3}$/.test(text)) throw new CommandError(`${name} wants a whole number.`);
  return Number(text);
}

function minuteOf(text: string): number {
  const [, hour, minute] = /^(\d{2}):([0-5]\d)$/.exec(text) ?? [];
  if (hour === undefined || Number(hour) > 24) throw new CommandError('--cut-off wants a time like 23:30.');
  return Number(hour) * 60 + Number(minute);
}
