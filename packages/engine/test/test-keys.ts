import {
  absent,
  type BillingKeyPort,
  type Clock,
  declined,
  type Money,
  notCreated,
  type SchedulePort,
  unknown,
} from '@hangil/core';
import type { Behaviour } from './test-provider.ts';

export interface TestSchedule {
  at: Date;
  status: 'scheduled' | 'executed' | 'canceled';
  readonly amount: Money;
}

/** What the bank keeps of keys and schedules, and what it is told about them. */
export interface TestKeys {
  /** References of keys that exist there. */
  readonly issued: Set<string>;
  readonly schedules: Map<string, TestSchedule>;
  readonly billingKeys: BillingKeyPort;
  readonly clockPort: SchedulePort;
  /** The bank's clock: charges what is due, or declines it. */
  runDue(outcome?: 'done' | 'declined'): void;
}

interface KeyParts {
  readonly clock: Clock;
  readonly calls: string[];
  readonly next: () => Behaviour;
  readonly isSilent: () => boolean;
  readonly passGate: () => Promise<void>;
  readonly charge: (reference: string, amount: Money, status: 'done' | 'declined') => void;
  readonly channels: readonly string[];
}

const no = { code: '51', message: '한도초과' };

/** @param parts.channels - channels that a key issued by key-in works through */
export function createTestKeys({ clock, calls, next, isSilent, passGate, charge, channels }: KeyParts): TestKeys {
  const issued = new Set<string>();
  const schedules = new Map<string, TestSchedule>();

  const shownKey = (reference: string) =>
    ({
      kind: 'issued',
      reference: reference as never,
      providerKey: `secret-${reference}`,
      card: { company: 'BC', maskedNumber: '411111******1111' },
      channels: channels.map((channelId) => ({
        channelId: channelId as never,
        pgName: 'pg',
        status: 'active' as const,
        provider: null,
      })),
    }) as const;

  async function act<Done>(name: string, done: () => Done) {
    calls.push(name);
    await passGate();
    const behaviour = next();
    if (behaviour === 'unreachable') return notCreated('provider_unavailable');
    if (behaviour === 'lost_before') return unknown('socket closed');
    if (behaviour === 'decline') return declined('limit_exceeded', no);
    const result = done();
    return behaviour === 'lost_after' ? unknown('headers timeout') : result;
  }

  function read<Found>(name: string, found: Found | undefined, show: (found: Found) => object) {
    calls.push(name);
    if (isSilent()) return unknown('headers timeout');
    return found === undefined ? absent : (show(found) as never);
  }

  return {
    issued,
    schedules,
    runDue(outcome = 'done') {
      for (const [reference, schedule] of schedules) {
        if (schedule.status !== 'scheduled' || schedule.at > clock.now()) continue;
        schedule.status = 'executed';
        charge(reference, schedule.amount, outcome);
      }
    },
    billingKeys: {
      issuesBy: ['key_in', 'window'],
      async issue({ reference, method }) {
        if (method.type === 'window') {
          calls.push('issue window');
          const nextAction = { type: 'redirect', url: 'https://window.example/', method: 'GET', fields: {} } as const;
          return { kind: 'pending', nextAction };
        }
        return act('issue', () => {
          issued.add(reference);
          return shownKey(reference);
        });
      },
      inquire: async ({ reference }) =>
        read('inquire key', issued.has(reference) ? reference : undefined, (found) => shownKey(found)),
      delete: ({ key }) =>
        act('delete key', () => {
          issued.delete(key.reference);
          return { kind: 'deleted' } as const;
        }),
    },
    clockPort: {
      create: ({ charges }) =>
        act('schedule', () => {
          for (const { reference, scheduledAt, amount } of charges)
            schedules.set(reference, { at: scheduledAt, status: 'scheduled', amount });
          return { kind: 'scheduled' } as const;
        }),
      inquire: async ({ reference }) =>
        read('inquire schedule', schedules.get(reference), ({ status, at }) =>
          status === 'scheduled' ? { kind: status, scheduledAt: at } : { kind: status },
        ),
      move: ({ reference, scheduledAt }) =>
        change('move', reference, (found) => Object.assign(found, { at: scheduledAt })),
      cancel: ({ reference }) =>
        change('unschedule', reference, (found) => Object.assign(found, { status: 'canceled' })),
    },
  };

  function change(name: string, reference: string, apply: (schedule: TestSchedule) => void) {
    return act(name, () => {
      const found = schedules.get(reference);
      if (found === undefined || found.status === 'executed') return declined('invalid_request', no);
      apply(found);
      return { kind: 'changed' } as const;
    });
  }
}
