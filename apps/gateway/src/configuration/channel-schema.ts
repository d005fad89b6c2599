import { isCurrencyCode } from '@hangil/core';
import type { Channel, FeeLine, MaintenanceWindow } from '@hangil/engine';
import { minuteOf } from '@hangil/engine';
import { z } from 'zod';
import { timeOfDay, weekday, zone } from './routing-schema.ts';

/** What routing may know of a channel, beside what its adapter does. Amounts are minor units. */

const minor = z.int().min(0);
const currency = z.string().refine(isCurrencyCode, 'must be an ISO 4217 code in capitals');

const limit = z
  .strictObject({ min: minor.default(0), max: minor.default(Number.MAX_SAFE_INTEGER) })
  .refine(({ min, max }) => min <= max, 'min must not be more than max');

const contract = z.strictObject({
  currencies: z.array(currency).min(1).optional(),
  limits: z.record(currency, limit).optional(),
  tax_free: z.boolean().optional(),
  foreign_customers: z.boolean().optional(),
});

const everyWeek = z
  .strictObject({ zone, days: z.array(weekday).min(1), from: timeOfDay, to: timeOfDay })
  .refine(({ from, to }) => minuteOf(from) !== minuteOf(to), 'from and to must differ');
const instant = z.iso.datetime({ offset: true, error: 'must be an RFC 3339 date and time with an offset' });
const once = z
  .strictObject({ since: instant, until: instant })
  .refine(({ since, until }) => new Date(since) < new Date(until), 'until must lie after since');

const fee = z
  .strictObject({
    method: z.string().optional(),
    currency: currency.optional(),
    percent: z.number().min(0).max(100).default(0),
    fixed: minor.default(0),
    min: minor.optional(),
    max: minor.optional(),
  })
  .refine(({ min = 0, max = Number.MAX_SAFE_INTEGER }) => min <= max, 'min must not be more than max');

/** Keys of a channel that are the gateway's own; everything else is the adapter's. */
export const routedChannelShape = {
  contract: contract.optional(),
  maintenance: z
    .array(z.union([everyWeek, once], { error: 'must have zone, days, from and to, or since and until' }))
    .optional(),
  fees: z.array(fee).min(1).optional(),
};

type RoutedChannelInYaml = z.output<z.ZodObject<typeof routedChannelShape>>;

/** What of a channel stands in the configuration for routing. */
export type RoutedChannel = Pick<Channel, 'contract' | 'maintenance' | 'fees'>;

export function toRoutedChannel({ contract: terms, maintenance, fees }: RoutedChannelInYaml): RoutedChannel {
  return {
    ...(terms === undefined ? {} : { contract: toContract(terms) }),
    ...(maintenance === undefined ? {} : { maintenance: maintenance.map(toWindow) }),
    ...(fees === undefined ? {} : { fees: fees as readonly FeeLine[] }),
  };
}

function toContract(terms: z.output<typeof contract>): NonNullable<Channel['contract']> {
  const limits = Object.entries(terms.limits ?? {}).map(
    ([code, { min, max }]) => [code, { minMinor: min, maxMinor: max }] as const,
  );
  return {
    ...(terms.currencies === undefined ? {} : { currencies: terms.currencies }),
    limits: Object.fromEntries(limits),
    taxFree: terms.tax_free ?? true,
    foreignCustomers: terms.foreign_customers ?? true,
  };
}

function toWindow(window: z.output<typeof everyWeek> | z.output<typeof once>): MaintenanceWindow {
  return 'since' in window ? { since: new Date(window.since), until: new Date(window.until) } : window;
}
