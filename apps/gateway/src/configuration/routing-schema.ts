import { type DeclineReason, declineReasons, isCurrencyCode, isTimeZone, weekdays } from '@hangil/core';
import { minuteOf } from '@hangil/engine';
import { z } from '@hono/zod-openapi';

/** Rules of routing, the same in hangil.yaml and in the API. What they mean together is checked by `routingProblems`. */

const channelIdPattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
const channel = z.string().regex(channelIdPattern, 'must be the id of a channel');
const channels = z.array(channel).min(1);

/** @param message - what the values are, for a person */
function textMatcher(value: z.ZodType<string>, message: string) {
  return z.union(
    [
      value,
      z.strictObject({
        eq: value.optional(),
        ne: value.optional(),
        in: z.array(value).min(1).optional(),
        not_in: z.array(value).min(1).optional(),
      }),
    ],
    { error: `must be ${message}, or eq ne in not_in with such` },
  );
}

const minor = z.int().min(0);
const numberMatcher = z.union(
  [
    minor,
    z.strictObject({
      eq: minor.optional(),
      ne: minor.optional(),
      in: z.array(minor).min(1).optional(),
      not_in: z.array(minor).min(1).optional(),
      lt: minor.optional(),
      lte: minor.optional(),
      gt: minor.optional(),
      gte: minor.optional(),
      between: z.tuple([minor, minor]).optional(),
    }),
  ],
  { error: 'must be a whole number, or eq ne in not_in lt lte gt gte between with such' },
);

const word = z.string().regex(/^[a-z][a-z0-9_/]{0,99}$/);
const text = z.string().max(500);
const country = z.string().regex(/^[A-Z]{2}$/);
const currency = z.string().refine(isCurrencyCode);

export const timeOfDay = z.string().refine(isTimeOfDay, 'must be HH:MM, in quotes');
export const zone = z.string().refine(isTimeZone, 'must be a time zone like Asia/Seoul');
export const weekday = z.enum(weekdays);

const time = z
  .strictObject({
    zone,
    days: z.array(weekday).min(1).optional(),
    from: timeOfDay.optional(),
    to: timeOfDay.optional(),
  })
  .refine(({ from, to }) => (from === undefined) === (to === undefined), 'from and to go together')
  .refine(({ from = '00:00', to = '24:00' }) => minuteOf(from) !== minuteOf(to), 'from and to must differ');

const condition = z
  .strictObject({
    method: textMatcher(word, 'a method like card or easy_pay/kakaopay').optional(),
    wallet: textMatcher(word, 'a word').optional(),
    currency: textMatcher(currency, 'an ISO 4217 code in capitals').optional(),
    amount: numberMatcher.optional(),
    tax_free_amount: numberMatcher.optional(),
    customer_country: textMatcher(country, 'two capital letters').optional(),
    metadata: z.record(z.string().min(1).max(40), textMatcher(text, 'a text')).optional(),
    time: time.optional(),
    livemode: z.boolean().optional(),
    get all() {
      return z.array(condition).min(1).optional();
    },
    get any() {
      return z.array(condition).min(1).optional();
    },
    get not() {
      return condition.optional();
    },
  })
  .openapi('RoutingCondition');

/** After these another channel must not be tried: the order may exist, or somebody has a reason to refuse this shopper. */
const finalDeclines: readonly DeclineReason[] = ['duplicate', 'lost_or_stolen', 'risk', 'canceled_by_shopper'];
const failoverReasons = (Object.keys(declineReasons) as DeclineReason[]).filter(
  (each) => !finalDeclines.includes(each),
);

const rule = z
  .strictObject({
    name: z.string().min(1).max(200),
    when: condition.default({}),
    use: channels.optional(),
    split: z
      .array(z.strictObject({ channel, weight: z.number().positive().max(100) }))
      .min(1)
      .optional(),
    least_cost: channels.optional(),
    success_rate: z
      .strictObject({
        channels,
        minimum_sample: z.number().min(1).max(1_000_000).optional(),
        lead_percent: z.number().min(0).max(100).optional(),
      })
      .optional(),
    failover_on: z
      .array(z.enum(failoverReasons))
      .optional()
      .openapi({ description: 'Reasons of a decline after which the next channel may be tried.' }),
  })
  .refine(
    ({ use, split, least_cost, success_rate }) =>
      [use, split, least_cost, success_rate].filter((strategy) => strategy !== undefined).length === 1,
    'must have exactly one of use, split, least_cost, success_rate',
  )
  .openapi('RoutingRule');

/** Keys are as the engine has them, so that a set is kept as it was written. */
export const routingRulesSchema = z.strictObject({
  rules: z.array(rule).max(10_000).default([]),
  default: z.array(channel).default([]),
});

function isTimeOfDay(value: string): boolean {
  try {
    return minuteOf(value) >= 0;
  } catch {
    return false;
  }
}
