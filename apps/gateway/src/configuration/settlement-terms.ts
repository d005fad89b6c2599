import { isTimeZone, weekdays } from '@hangil/core';
import { z } from 'zod';

/** What hangil.yaml says of how a channel is settled: when the provider pays out, and what it charges. */

const afterBusinessDays = z.int().min(0).max(30);

const cycle = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('daily'), after_business_days: afterBusinessDays }),
  z.strictObject({ type: z.literal('weekly'), week_ends_on: z.enum(weekdays), after_business_days: afterBusinessDays }),
  z.strictObject({
    type: z.literal('monthly'),
    periods_end_on: z.array(z.int().min(1).max(31)).min(1),
    after_business_days: afterBusinessDays,
  }),
]);

/** `2.5%`, exactly: at most four digits after the point. */
const percentage = z
  .string()
  .regex(/^\d{1,2}(\.\d{1,4})?%$/, 'must be a percentage like 2.5%')
  .transform((text) => Math.round(Number(text.slice(0, -1)) * 10_000));

const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time of day like 23:30, or 24:00')
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

const feePlan = z
  .strictObject({
    method: z.string().nullable().default(null),
    rate: percentage.default(0),
    fixed: z.int().min(0).default(0),
    vat: percentage.default(100_000),
    rounding: z.enum(['down', 'half_up', 'up']).default('down'),
    returned_on_refund: z.boolean().default(true),
  })
  .transform(({ rate, fixed, vat, returned_on_refund, ...plan }) => ({
    ...plan,
    rateMillionths: rate,
    fixedMinor: fixed,
    vatMillionths: vat,
    returnedOnRefund: returned_on_refund,
  }));

export const settlementTerms = z
  .strictObject({
    zone: z.string().refine(isTimeZone, { message: 'must be the name of a time zone' }).default('Asia/Seoul'),
    cut_off: timeOfDay.default(24 * 60),
    cycle,
    fees: z.array(feePlan).default([]),
  })
  .transform(({ zone, cut_off, cycle: agreed, fees }) => ({
    zone,
    cutOffMinute: cut_off,
    cycle: toCycle(agreed),
    feePlans: fees,
  }));

function toCycle(agreed: z.output<typeof cycle>) {
  const { after_business_days: afterBusinessDays } = agreed;
  switch (agreed.type) {
    case 'daily':
      return { type: agreed.type, afterBusinessDays } as const;
    case 'weekly':
      return { type: agreed.type, weekEndsOn: agreed.week_ends_on, afterBusinessDays } as const;
    case 'monthly':
      return { type: agreed.type, periodsEndOn: agreed.periods_end_on, afterBusinessDays } as const;
  }
}
