import { type CalendarDate, calendarDate } from './calendar-date.ts';

/**
 * `statutory` stands in the Regulations on Public Holidays, `substitute` stands in for one that fell on a weekend or another
 * holiday, `temporary` was declared once, `election` is the day of a vote called by law, `bank` closes banks but not offices.
 */
export type HolidayKind = 'statutory' | 'substitute' | 'temporary' | 'election' | 'bank';

export interface Holiday {
  readonly date: CalendarDate;
  readonly kind: HolidayKind;
  readonly nameKo: string;
  readonly nameEn: string;
}

/** Last day the table knows. Later holidays of the lunar calendar and substitutes come with an update or the configuration. */
export const koreanHolidaysKnownUntil = calendarDate('2027-12-31');

const names: Readonly<Record<string, readonly [kind: HolidayKind, nameKo: string, nameEn: string]>> = {
  newYear: ['statutory', '1월 1일', "New Year's Day"],
  seollal: ['statutory', '설날', 'Seollal'],
  independence: ['statutory', '삼일절', 'Independence Movement Day'],
  labour: ['statutory', '노동절', 'Labour Day'],
  labourAtBanks: ['bank', '근로자의 날', 'Labour Day (banks)'],
  children: ['statutory', '어린이날', "Children's Day"],
  buddha: ['statutory', '부처님오신날', "Buddha's Birthday"],
  memorial: ['statutory', '현충일', 'Memorial Day'],
  constitution: ['statutory', '제헌절', 'Constitution Day'],
  liberation: ['statutory', '광복절', 'Liberation Day'],
  chuseok: ['statutory', '추석', 'Chuseok'],
  foundation: ['statutory', '개천절', 'National Foundation Day'],
  hangeul: ['statutory', '한글날', 'Hangeul Day'],
  christmas: ['statutory', '성탄절', 'Christmas Day'],
  substitute: ['substitute', '대체공휴일', 'Substitute holiday'],
  temporary: ['temporary', '임시공휴일', 'Temporary holiday'],
  election: ['election', '선거일', 'Election day'],
};

/**
 * Public holidays of Korea (관공서의 공휴일에 관한 규정) with their substitute and temporary days, and 1 May, when banks were closed
 * before it became a public holiday in 2026. From the almanacs (월력요항) of the Korea Astronomy and Space Science Institute and the
 * official gazette; compared on 2026-11-25 with the npm package @hyunbinseo/holidays-kr 5.2027.1, which reads the gazette.
 */
const daysByYear: Readonly<Record<number, string>> = {
  2023:
    'newYear 01-01, seollal 01-21 01-22 01-23, substitute 01-24, independence 03-01, labourAtBanks 05-01, children 05-05, ' +
    'buddha 05-27, substitute 05-29, memorial 06-06, liberation 08-15, chuseok 09-28 09-29 09-30, temporary 10-02, ' +
    'foundation 10-03, hangeul 10-09, christmas 12-25',
  2024:
    'newYear 01-01, seollal 02-09 02-10 02-11, substitute 02-12, independence 03-01, election 04-10, labourAtBanks 05-01, ' +
    'children 05-05, substitute 05-06, buddha 05-15, memorial 06-06, liberation 08-15, chuseok 09-16 09-17 09-18, ' +
    'temporary 10-01, foundation 10-03, hangeul 10-09, christmas 12-25',
  2025:
    'newYear 01-01, temporary 01-27, seollal 01-28 01-29 01-30, independence 03-01, substitute 03-03, labourAtBanks 05-01, ' +
    'children 05-05, substitute 05-06, election 06-03, memorial 06-06, liberation 08-15, foundation 10-03, ' +
    'chuseok 10-05 10-06 10-07, substitute 10-08, hangeul 10-09, christmas 12-25',
  2026:
    'newYear 01-01, seollal 02-16 02-17 02-18, independence 03-01, substitute 03-02, labour 05-01, children 05-05, ' +
    'buddha 05-24, substitute 05-25, election 06-03, memorial 06-06, constitution 07-17, liberation 08-15, substitute 08-17, ' +
    'chuseok 09-24 09-25 09-26, foundation 10-03, substitute 10-05, hangeul 10-09, christmas 12-25',
  2027:
    'newYear 01-01, seollal 02-06 02-07 02-08, substitute 02-09, independence 03-01, labour 05-01, substitute 05-03, ' +
    'children 05-05, buddha 05-13, memorial 06-06, constitution 07-17, substitute 07-19, liberation 08-15, substitute 08-16, ' +
    'chuseok 09-14 09-15 09-16, foundation 10-03, substitute 10-04, hangeul 10-09, substitute 10-11, christmas 12-25, ' +
    'substitute 12-27',
};

/** Every holiday the table knows, by date. A day of two holidays (2025-05-05) is named after the first. */
export const koreanHolidays: readonly Holiday[] = Object.entries(daysByYear).flatMap(([year, days]) =>
  days.split(', ').flatMap((item) => {
    const [name = '', ...dates] = item.split(' ');
    const [kind, nameKo, nameEn] = names[name] as (typeof names)[string];
    return dates.map((day) => ({ date: calendarDate(`${year}-${day}`), kind, nameKo, nameEn }));
  }),
);
