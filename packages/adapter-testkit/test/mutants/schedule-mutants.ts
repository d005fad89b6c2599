import { absent, notCreated, type SchedulePort } from '@hangil/core';
import { type CorrectProvider, changedPort, type Mutant, mutant } from './mutant.ts';

/** Faults in charges that the provider makes by its own clock. */
export const scheduleMutants: readonly Mutant[] = [
  scheduling('charges at once what is to be charged later', (_, { payments }) => ({
    async create({ key, charges }, context) {
      for (const charge of charges) {
        const method = { type: 'billing_key', billingKeyId: key.providerKey ?? '' } as const;
        const now = { method, billingKey: key, channelId: key.channelId, returnUrl: null, expiresAt: null };
        await payments.start({ ...charge, ...now }, context);
      }
      return { kind: 'scheduled' };
    },
  })),
  scheduling('schedules again when the answer is lost', (schedules) => ({
    async create(request, context) {
      const verdict = await schedules.create(request, context);
      if (verdict.kind === 'unknown') await schedules.create(request, context);
      return verdict;
    },
  })),
  scheduling('takes a lost schedule for one that was never created', (schedules) => ({
    async create(request, context) {
      const verdict = await schedules.create(request, context);
      return verdict.kind === 'unknown' ? notCreated('provider_unavailable') : verdict;
    },
  })),
  scheduling('schedules every charge by itself', (schedules) => ({
    async create({ key, charges }, context) {
      const verdicts = [];
      for (const charge of charges) verdicts.push(await schedules.create({ key, charges: [charge] }, context));
      return verdicts.find(({ kind }) => kind !== 'scheduled') ?? { kind: 'scheduled' };
    },
  })),
  scheduling('says that a schedule is canceled and keeps it', () => ({ cancel: async () => ({ kind: 'changed' }) })),
  scheduling('says that a schedule is moved and leaves it', () => ({ move: async () => ({ kind: 'changed' }) })),
  scheduling('tells the time of Greenwich as if it were of Seoul', (schedules) => ({
    create: ({ key, charges }, context) =>
      schedules.create(
        { key, charges: charges.map((charge) => ({ ...charge, scheduledAt: earlier(charge) })) },
        context,
      ),
  })),
  scheduling('finds no schedule when the inquiry fails', (schedules) => ({
    async inquire(schedule, context) {
      const reading = await schedules.inquire(schedule, context);
      return reading.kind === 'unknown' ? absent : reading;
    },
  })),
];

function earlier({ scheduledAt }: { readonly scheduledAt: Date }): Date {
  return new Date(scheduledAt.getTime() - 9 * 3_600_000);
}

function scheduling(
  name: string,
  change: (schedules: SchedulePort, correct: CorrectProvider) => Partial<SchedulePort>,
): Mutant {
  return mutant(name, 'schedules', changedPort('schedules', change));
}
