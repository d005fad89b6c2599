import { businessCalendar, isTimeZone, koreanHolidays, type OpeningHours, openingHours, weekdays } from '@hangil/core';
import { z } from 'zod';
import { type ProblemInFile, toProblems } from './problem-in-file.ts';

/** What the gateway itself reads of a channel's `options`; the rest is the adapter's. */
export interface ChannelOptions {
  /** `always`, or null = as the provider's manifest says. */
  readonly hours: OpeningHours | 'always' | null;
  /** Payouts above this amount in minor units wait for a second key. */
  readonly approvalAboveMinor: number | null;
}

const koreanZone = 'Asia/Seoul';
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time like "08:00"');

const openingWindow = z.strictObject({ days: z.array(z.enum(weekdays)).min(1), from: timeOfDay, to: timeOfDay });

const hours = z.union(
  [
    z.literal('always'),
    z
      .strictObject({
        zone: z.string().refine(isTimeZone),
        open: z.array(openingWindow).min(1),
        /** Closed on the public holidays of Korea: so in Korean time unless said otherwise. */
        holidays: z.enum(['kr', 'none']).optional(),
      })
      .transform(({ zone, open, holidays = zone === koreanZone ? 'kr' : 'none' }) => ({
        zone,
        open,
        ...(holidays === 'kr' ? { closedOn: businessCalendar(koreanHolidays) } : {}),
      }))
      .refine(canBeFollowed),
  ],
  {
    error:
      'must be always, or a zone and open windows like { zone: Asia/Seoul, open: [{ days: [mon], from: "08:00", to: "23:59" }] }',
  },
);

const schema = z.object({ hours: hours.optional(), approval_above: z.int().min(0).optional() });

/** Takes the gateway's own options out of a channel's settings. */
export function readChannelOptions(settings: Readonly<Record<string, unknown>>): {
  readonly options: ChannelOptions;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Paths begin below the channel. */
  readonly problems: readonly ProblemInFile[];
} {
  const { options: given, ...others } = settings;
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return { options: noOptions, settings, problems: [] };
  const { hours: _hours, approval_above: _approval, ...rest } = given as Record<string, unknown>;
  const { data, error } = schema.safeParse(given);
  return {
    options: { hours: data?.hours ?? null, approvalAboveMinor: data?.approval_above ?? null },
    settings: Object.keys(rest).length === 0 ? others : { ...others, options: rest },
    problems: toProblems(error?.issues ?? [], ['options']),
  };
}

const noOptions: ChannelOptions = { hours: null, approvalAboveMinor: null };

function canBeFollowed(given: OpeningHours): boolean {
  try {
    return openingHours(given) !== undefined;
  } catch {
    return false;
  }
}
