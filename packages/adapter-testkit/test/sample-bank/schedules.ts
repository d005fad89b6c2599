import { type CallContext, type SchedulePort, type ScheduleVerdict, toMajorText, unknown } from '@hangil/core';
import { z } from 'zod';
import { type BankRequest, type Call, toReading } from './call.ts';
import { declinedFor } from './verdicts.ts';

const scheduleSchema = z.object({ state: z.string(), at: z.iso.datetime() });

/** Charges that the bank makes by its own clock. */
export function createSchedules(call: Call): SchedulePort {
  async function change(request: BankRequest, context: CallContext) {
    const found = await call(request, scheduleSchema, context);
    if (found.kind === 'refused') return declinedFor(found.error);
    return found.kind === 'read' ? ({ kind: 'changed' } as const) : found;
  }

  return {
    async create({ key, charges }, context): Promise<ScheduleVerdict> {
      const planned = charges.map(({ reference, amount, scheduledAt }) => ({
        reference,
        amount: toMajorText(amount),
        currency: amount.currency,
        at: scheduledAt.toISOString(),
      }));
      const body = { card_id: key.providerKey, charges: planned };
      const found = await call({ method: 'POST', path: '/schedules', body }, z.array(scheduleSchema), context);
      if (found.kind === 'refused') return declinedFor(found.error);
      if (found.kind !== 'read') return found;
      return found.value.length === charges.length ? { kind: 'scheduled' } : unknown('not every charge is named');
    },
    async inquire({ reference }, context) {
      const found = await call({ method: 'GET', path: `/schedules/${reference}` }, scheduleSchema, context);
      return toReading(found, ({ state, at }) => {
        if (state === 'planned') return { kind: 'scheduled', scheduledAt: new Date(at) } as const;
        if (state === 'executed' || state === 'canceled') return { kind: state } as const;
        return unknown('unrecognized state');
      });
    },
    move: ({ reference, scheduledAt }, context) =>
      change({ method: 'PUT', path: `/schedules/${reference}`, body: { at: scheduledAt.toISOString() } }, context),
    cancel: ({ reference }, context) => change({ method: 'DELETE', path: `/schedules/${reference}` }, context),
  };
}
