import type { ChannelId, ProviderAccountId } from '@hangil/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Channel, RoutingRule, RoutingRules } from '../src/index.ts';
import { choiceOf } from '../src/routing/choice.ts';
import { type ChannelConditions, route } from '../src/routing/route.ts';
import { toRuleSet } from '../src/routing/rule-set.ts';
import type { RoutingInputs } from '../src/routing/rules.ts';
import { nothingKnown, someInputs } from './routing-question.ts';
import { testManifest } from './test-provider.ts';

const now = new Date('2026-11-25T03:00:00Z');
const ids = ['a', 'b', 'c', 'd'];
const channels = ids.map((id) => channel(id));

function channel(id: string, more: Partial<Channel> = {}): Channel {
  return {
    id: id as ChannelId,
    providerAccountId: `${id}-main` as ProviderAccountId,
    provider: testManifest,
    methods: ['card', 'virtual_account', 'payout/bank_transfer'],
    ...more,
  };
}

function decide(
  rules: readonly RoutingRule[],
  {
    inputs = {},
    at = now,
    splitKey = 'pay_1',
    requested = null,
    conditions = {},
    setup = channels,
    fallback = [],
  }: {
    inputs?: Partial<RoutingInputs>;
    at?: Date;
    splitKey?: string;
    requested?: string | null;
    conditions?: Partial<ChannelConditions>;
    setup?: readonly Channel[];
    fallback?: readonly string[];
  } = {},
) {
  return route({ channels: setup }, toRuleSet(0, { rules, default: fallback }), {
    inputs: { ...someInputs, ...inputs },
    requestedChannelId: requested,
    splitKey,
    now: at,
    conditions: { ...nothingKnown, ...conditions },
  });
}

const idsOf = ({ channels: chosen }: ReturnType<typeof decide>) => chosen.map(({ id }) => id as string);

describe('a route', () => {
  it('takes the rules that hold in their order, then the default, then every other channel as configured', () => {
    const rules: RoutingRule[] = [
      { name: 'other', when: { method: 'mobile' }, use: ['a'] },
      { name: 'cards', when: { method: 'card' }, use: ['c'] },
    ];
    const decision = decide(rules, { fallback: ['d'] });
    expect(idsOf(decision)).toEqual(['c', 'd', 'a', 'b']);
    expect(decision.trace).toMatchObject({ rule: 'cards', version: 0, decidedAt: now });
    expect(decision.trace.steps.map(({ rule }) => rule)).toEqual(['cards', 'default', 'configured_order']);
  });

  it('stays with the channel that the merchant names', () => {
    expect(idsOf(decide([{ name: 'x', when: {}, use: ['a'] }], { requested: 'b' }))).toEqual(['b']);
    expect(idsOf(decide([], { requested: 'nowhere' }))).toEqual([]);
  });

  it('keeps the reason of every channel that is left out', () => {
    const setup = [
      channel('method', { methods: ['mobile'] }),
      channel('contract', { contract: { limits: { KRW: { minMinor: 0, maxMinor: 5_000 } } } }),
      channel('maintenance', {
        maintenance: [{ zone: 'Asia/Seoul', days: ['wed'], from: '11:30', to: '12:30' }],
      }),
      channel('closed'),
      channel('free'),
    ];
    const conditions = { closed: (id: string) => (id === 'closed' ? 'closed by a person' : null) };
    const { channels: chosen, trace } = decide([], { setup, conditions });
    expect(chosen.map(({ id }) => id)).toEqual(['free']);
    const codes = trace.candidates.map(({ channelId, reasons }) => [channelId, reasons.map(({ code }) => code)]);
    expect(codes).toEqual([
      ['method', ['method_not_offered']],
      ['contract', ['not_contracted']],
      ['maintenance', ['under_maintenance']],
      ['closed', ['channel_disabled']],
      ['free', []],
    ]);
  });

  it('skips an unhealthy channel while another can serve, and tries it when it is the only one', () => {
    const conditions = { unhealthy: (id: string) => (id === 'a' ? 'calls fail' : null) };
    const rules: RoutingRule[] = [{ name: 'first', when: {}, use: ['a', 'b'] }];
    expect(idsOf(decide(rules, { conditions }))).toEqual(['b', 'c', 'd', 'a']);
    const alone = decide(rules, { conditions, setup: [channel('a')] });
    expect(idsOf(alone)).toEqual(['a']);
    expect(alone.trace.candidates).toMatchObject([{ eligible: false, reasons: [{ code: 'channel_unhealthy' }] }]);
    expect(idsOf(decide(rules, { conditions, requested: 'a' }))).toEqual(['a']);
  });

  it('traces what the rules look at, and of the metadata nothing else', () => {
    const rules: RoutingRule[] = [{ name: 'gold', when: { any: [{ metadata: { tier: 'gold' } }] }, use: ['b'] }];
    const inputs = { metadata: { tier: 'gold', phone: '01012345678' }, taxFreeAmountMinor: 10, customerCountry: 'KR' };
    const decision = decide(rules, { inputs });
    expect(idsOf(decision)[0]).toBe('b');
    expect(decision.trace.inputs).toEqual({
      method: 'card',
      currency: 'KRW',
      amount: 10_000,
      tax_free_amount: 10,
      customer_country: 'KR',
      livemode: false,
      'metadata.tier': 'gold',
    });
  });
});

describe('maintenance', () => {
  const overMidnight = { zone: 'Asia/Seoul', days: ['sat'], from: '23:30', to: '00:30' } as const;
  it.each([
    ['2026-11-28T14:29:59Z', true],
    ['2026-11-28T14:30:00Z', false],
    ['2026-11-28T15:29:59Z', false],
    ['2026-11-28T15:30:00Z', true],
    ['2026-11-29T14:30:00Z', true],
    ['2026-11-27T15:10:00Z', true],
  ])('of Saturday night past midnight: at %s the channel is open: %s', (instant, open) => {
    const setup = [channel('a', { maintenance: [overMidnight] })];
    expect(idsOf(decide([], { setup, at: new Date(instant) })).length === 1).toBe(open);
  });

  it('that is announced once ends at its instant', () => {
    const once = { since: new Date('2026-11-25T00:00:00Z'), until: now };
    const setup = [channel('a', { maintenance: [once] })];
    expect(idsOf(decide([], { setup, at: new Date(now.getTime() - 1) }))).toEqual([]);
    expect(idsOf(decide([], { setup }))).toEqual(['a']);
  });
});

describe('a split', () => {
  const rules: RoutingRule[] = [
    {
      name: 'thirds',
      when: {},
      split: [
        { channel: 'a', weight: 70 },
        { channel: 'b', weight: 20 },
        { channel: 'c', weight: 10 },
      ],
    },
  ];

  it('comes within 1 per cent of its weights over 100,000 payments', () => {
    const set = toRuleSet(0, { rules, default: [] });
    const counts: Record<string, number> = {};
    for (let serial = 0; serial < 100_000; serial += 1) {
      const splitKey = `pay_01kq3vd2x8f6m5y9t4${serial.toString(32).padStart(8, '0')}`;
      const request = { inputs: someInputs, requestedChannelId: null, splitKey, now, conditions: nothingKnown };
      const [first] = route({ channels }, set, request).channels;
      counts[first?.id ?? ''] = (counts[first?.id ?? ''] ?? 0) + 1;
    }
    expect(Math.abs((counts.a ?? 0) - 70_000)).toBeLessThan(1_000);
    expect(Math.abs((counts.b ?? 0) - 20_000)).toBeLessThan(1_000);
    expect(Math.abs((counts.c ?? 0) - 10_000)).toBeLessThan(1_000);
  });

  it('gives one payment the same channel whenever it is asked, also when the amount is another', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 1_000_000 }), (splitKey, amountMinor) => {
        const first = idsOf(decide(rules, { splitKey }));
        expect(idsOf(decide(rules, { splitKey, inputs: { amountMinor }, at: new Date(0) }))).toEqual(first);
      }),
    );
  });
});

describe('least cost', () => {
  const rules: RoutingRule[] = [{ name: 'cheap', when: {}, least_cost: ['a', 'b', 'c'] }];
  const setup = [
    channel('a'),
    channel('b', { fees: [{ percent: 2.5, fixed: 0 }] }),
    channel('c', { fees: [{ percent: 1, fixed: 200, max: 1_000 }] }),
  ];
  it.each([
    [1_000, ['b', 'c', 'a'], [null, 25, 210]],
    [20_000, ['c', 'b', 'a'], [null, 500, 400]],
    [10_000_000, ['c', 'b', 'a'], [null, 250_000, 1_000]],
  ])('of %i won goes to the cheapest; a channel without a fee table comes last', (amountMinor, order, fees) => {
    const decision = decide(rules, { setup, inputs: { amountMinor } });
    expect(idsOf(decision)).toEqual(order);
    expect(decision.trace.steps[0]?.channels.map(({ feeMinor }) => feeMinor)).toEqual(fees);
  });
});

describe('success rate', () => {
  const rules: RoutingRule[] = [
    { name: 'best', when: {}, success_rate: { channels: ['a', 'b', 'c'], minimum_sample: 50, lead_percent: 5 } },
  ];
  const known = (rates: Record<string, readonly [rate: number, sample: number]>, leader?: string) => ({
    conditions: {
      successOf: (id: string) => ({ rate: rates[id]?.[0] ?? 0, sample: rates[id]?.[1] ?? 0 }),
      leaderOf: () => leader,
    },
  });
  it.each([
    ['nobody has a sample: as listed', {}, undefined, ['a', 'b', 'c']],
    ['a better one needs a sample', { a: [0.8, 60], b: [1, 49] }, undefined, ['a', 'b', 'c']],
    ['and a lead', { a: [0.9, 60], b: [0.94, 60] }, undefined, ['a', 'b', 'c']],
    ['then it leads', { a: [0.9, 60], b: [0.96, 60] }, undefined, ['b', 'a', 'c']],
    ['and keeps the lead until the other has one', { a: [0.94, 60], b: [0.9, 60] }, 'b', ['b', 'a', 'c']],
    ['a leader without a sample is given one', { a: [0, 10], b: [1, 60] }, undefined, ['a', 'b', 'c']],
    ['a leader that left the rule is forgotten', { a: [0.5, 60], b: [0.9, 60] }, 'z', ['b', 'a', 'c']],
  ] as const)('%s', (_what, rates, leader, order) => {
    expect(idsOf(decide(rules, known(rates as never, leader))).slice(0, 3)).toEqual(order);
  });
});

describe('from the trace alone', () => {
  const someChannels = fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: 4 });
  const strategy = fc.oneof(
    someChannels.map((use) => ({ use })),
    someChannels.map((list) => ({ split: list.map((each) => ({ channel: each, weight: 100 / list.length })) })),
    someChannels.map((list) => ({ least_cost: list })),
    someChannels.map((list) => ({ success_rate: { channels: list, minimum_sample: 5, lead_percent: 3 } })),
  );
  const someRules = fc.array(
    fc.tuple(strategy, fc.constantFrom({}, { amount: { lt: 500 } }, { method: 'virtual_account' })),
    { maxLength: 4 },
  );

  it('the choice is worked out again, whatever the rules, figures and states were', () => {
    fc.assert(
      fc.property(
        someRules,
        fc.subarray(ids),
        fc.subarray(ids),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 }),
        fc.option(fc.constantFrom(...ids, 'nowhere')),
        fc.string(),
        (list, unhealthy, closed, figures, requested, splitKey) => {
          const rules = list.map(([how, when], index) => ({ name: `rule ${index}`, when, ...how }));
          const setup = ids.map((id, index) =>
            channel(id, index === 3 ? {} : { fees: [{ percent: (figures[index] ?? 0) * 5, fixed: 0 }] }),
          );
          const decision = decide(rules, {
            setup,
            requested,
            splitKey,
            inputs: { amountMinor: 1_000 * (figures[4] ?? 0) },
            conditions: {
              unhealthy: (id) => (unhealthy.includes(id) ? 'fails' : null),
              closed: (id) => (closed.includes(id) ? 'closed' : null),
              successOf: (id) => ({
                rate: figures[ids.indexOf(id)] ?? 0,
                sample: 10 * (figures[7 - ids.indexOf(id)] ?? 0),
              }),
              leaderOf: () => ids[Math.floor((figures[5] ?? 0) * 3.99)],
            },
          });
          const kept = JSON.parse(JSON.stringify(decision.trace));
          expect(choiceOf(kept)).toEqual({ channelIds: idsOf(decision), rule: decision.trace.rule });
          const usable = ids.filter((id) => !closed.includes(id));
          const wanted = requested === null ? usable : usable.filter((id) => id === requested);
          expect([...idsOf(decision)].sort()).toEqual(wanted);
          const healthyFirst = idsOf(decision).map((id) => unhealthy.includes(id));
          expect(healthyFirst).toEqual([...healthyFirst].sort());
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('the same set of rules', () => {
  it('decides the same from its data, read back from JSON', () => {
    const rules: RoutingRules = {
      rules: [{ name: 'r', when: { not: { method: 'card' } }, use: ['d'] }],
      default: ['c'],
    };
    const read = JSON.parse(JSON.stringify(rules)) as RoutingRules;
    expect(idsOf(decide(read.rules, { fallback: read.default }))).toEqual(['c', 'a', 'b', 'd']);
    expect(idsOf(decide(read.rules, { inputs: { method: 'virtual_account' } }))[0]).toBe('d');
  });
});
