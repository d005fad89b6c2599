import type { ChannelId } from '@hangil/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { someInputs } from '../../../test/routing-question.ts';
import { toPredicate } from '../condition.ts';
import type { RoutingCondition, RoutingRule } from '../rules.ts';
import { wallTimes } from '../weekly-window.ts';
import { routingProblems } from './routing-problems.ts';

const channels = [
  { id: 'cards' as ChannelId, methods: ['card', 'easy_pay/kakaopay'] },
  { id: 'bank' as ChannelId, methods: ['bank_transfer', 'payout/bank_transfer'] },
];

function problems(rules: readonly Partial<RoutingRule>[], fallback: readonly string[] = []): string[] {
  const named = rules.map((rule, index) => ({ name: `rule ${index}`, when: {}, use: ['cards'], ...rule }));
  return routingProblems({ rules: named, default: fallback }, channels).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );
}

const always = (...conditions: RoutingCondition[]) => conditions.map((when) => ({ when }));

describe('a set is refused, and the place named', () => {
  it.each<[string, readonly Partial<RoutingRule>[], RegExp]>([
    ['for a channel that is not there', [{ use: ['cards', 'gone'] }], /^rules\.0\.use\.1: no channel/],
    [
      'in a split',
      [{ use: undefined, split: [{ channel: 'gone', weight: 100 }] }],
      /^rules\.0\.split\.0\.channel: no channel/,
    ],
    ['in least_cost', [{ use: undefined, least_cost: ['gone'] }], /^rules\.0\.least_cost\.0: no channel/],
    [
      'in success_rate',
      [{ use: undefined, success_rate: { channels: ['gone'] } }],
      /^rules\.0\.success_rate\.channels\.0: no channel/,
    ],
    [
      'for weights that do not sum',
      [
        {
          use: undefined,
          split: [
            { channel: 'cards', weight: 70 },
            { channel: 'bank', weight: 20 },
          ],
        },
      ],
      /^rules\.0\.split: weights .* 100, not 90/,
    ],
    ['for a channel that is named twice', [{ use: ['cards', 'cards'] }], /^rules\.0\.use\.1: .*twice/],
    ['for a name that is taken', [{ name: 'x', when: { amount: 1 } }, { name: 'x' }], /^rules\.1\.name: another/],
    ['for a name with a meaning', [{ name: 'default' }], /^rules\.0\.name: /],
    [
      'for a method that is not contracted',
      [{ when: { method: 'card' }, use: ['cards', 'bank'] }],
      /^rules\.0\.use\.1: the channel offers bank_transfer, payout\/bank_transfer/,
    ],
    [
      'for a wallet that is not contracted',
      [{ when: { method: 'easy_pay', wallet: 'naverpay' } }],
      /^rules\.0\.use\.0: the channel offers/,
    ],
    [
      'for a payout over a channel without payouts',
      [{ when: { method: 'payout/bank_transfer' } }],
      /^rules\.0\.use\.0: the channel offers/,
    ],
    ['for what contradicts itself', always({ amount: { lt: 5, gt: 9 } }), /^rules\.0\.when: contradicts itself/],
    ['between upside down', always({ amount: { between: [9, 5] } }), /^rules\.0\.when: contradicts itself/],
    ['across all', always({ currency: 'KRW', all: [{ currency: 'USD' }] }), /^rules\.0\.when: contradicts itself/],
    ['after everything', always({}, { method: 'card' }), /^rules\.1\.when: unreachable: "rule 0"/],
    ['for the same again', always({ method: 'card' }, { method: 'card' }), /^rules\.1\.when: unreachable: "rule 0"/],
    [
      'inside an earlier range',
      always({ amount: { lt: 100 } }, { amount: { between: [5, 99] } }),
      /^rules\.1\.when: unreachable/,
    ],
    [
      'behind two rules together',
      always({ method: 'card' }, { amount: { lt: 9 } }, { any: [{ method: 'card' }, { amount: 3 }] }),
      /^rules\.2\.when: unreachable: "rule 0" and "rule 1"/,
    ],
    ['for a wallet behind its method', always({ method: 'easy_pay' }, { method: 'easy_pay/kakaopay' }), /unreachable/],
    ['behind the same not', always({ not: { method: 'card' } }, { amount: 1, not: { method: 'card' } }), /unreachable/],
  ])('%s', (_what, rules, expected) => {
    expect(problems(rules).join('\n')).toMatch(expected);
  });

  it('in the default list', () => {
    expect(problems([], ['cards', 'gone'])).toEqual(['default.1: no channel of this merchant has this id']);
  });
});

describe('a set is accepted', () => {
  it.each<[string, readonly Partial<RoutingRule>[]]>([
    ['with the special before the general', always({ amount: { lt: 100 } }, {})],
    ['with ranges that overlap', always({ amount: { lt: 100 } }, { amount: { gt: 50 } })],
    ['with a wallet before its method', always({ method: 'easy_pay/kakaopay' }, { method: 'easy_pay' })],
    ['with another metadata key', always({ metadata: { a: 'x' } }, { metadata: { b: 'x' } })],
    ['where an earlier rule excludes a value', always({ customer_country: { ne: 'KR' } }, { customer_country: 'KR' })],
    ['with times', always({ time: { zone: 'Asia/Seoul', from: '01:00', to: '02:00' } }, { livemode: true })],
    ['without methods over any channel', [{ when: { amount: 5 }, use: ['bank'] }]],
    [
      'with weights of thirds',
      [
        {
          use: undefined,
          split: [
            { channel: 'cards', weight: 100 / 3 },
            { channel: 'bank', weight: 200 / 3 },
          ],
        },
      ],
    ],
  ])('%s', (_what, rules) => {
    expect(problems(rules)).toEqual([]);
  });
});

describe('a rule that is called unreachable', () => {
  const leaf = fc.oneof(
    fc.constantFrom('card', 'easy_pay', 'easy_pay/kakaopay').map((method) => ({ method })),
    fc.subarray(['card', 'easy_pay/kakaopay'], { minLength: 1 }).map((list) => ({ method: { in: list } })),
    fc.constantFrom('card', 'easy_pay').map((ne) => ({ method: { ne } })),
    fc.constantFrom('kakaopay', 'payco').map((wallet) => ({ wallet })),
    fc.tuple(fc.nat(6), fc.nat(6)).map(([gte, lt]) => ({ amount: { gte, lt } })),
    fc.nat(5).map((ne) => ({ amount: { ne } })),
    fc.boolean().map((livemode) => ({ livemode })),
    fc.constantFrom('KR', 'US').map((ne) => ({ customer_country: { ne } })),
  );
  const condition: fc.Arbitrary<RoutingCondition> = fc.letrec<{ node: RoutingCondition; leaf: RoutingCondition }>(
    (tie) => ({
      leaf,
      node: fc.oneof(
        { depthSize: 'small' },
        tie('leaf'),
        fc.array(tie('node'), { minLength: 1, maxLength: 2 }).map((all) => ({ all })),
        fc.array(tie('node'), { minLength: 1, maxLength: 2 }).map((any) => ({ any })),
        tie('node').map((not) => ({ not })),
        fc.tuple(tie('leaf'), tie('leaf')).map(([left, right]) => ({ ...left, ...right })),
      ),
    }),
  ).node;
  const requests = ['card', 'easy_pay'].flatMap((method) =>
    (method === 'card' ? [null] : ['kakaopay', 'payco']).flatMap((wallet) =>
      [0, 1, 2, 3, 4, 5, 6].flatMap((amountMinor) =>
        [true, false].flatMap((livemode) =>
          ['KR', 'US', null].map((customerCountry) => ({
            ...someInputs,
            method,
            wallet,
            amountMinor,
            livemode,
            customerCountry,
          })),
        ),
      ),
    ),
  );

  it('never takes a request that no earlier rule takes (property)', () => {
    fc.assert(
      fc.property(fc.array(condition, { minLength: 1, maxLength: 4 }), (conditions) => {
        const found = routingProblems(
          { rules: conditions.map((when, index) => ({ name: `${index}`, when, use: ['all'] })), default: [] },
          [{ id: 'all' as ChannelId, methods: ['card', 'easy_pay'] }],
        );
        const wallTime = wallTimes(new Date(0));
        for (const { path } of found) {
          const index = path[1] as number;
          const holds = conditions.map((when) => toPredicate(when));
          const reached = requests.some(
            (inputs) =>
              holds[index]?.({ inputs, wallTime }) === true &&
              !holds.slice(0, index).some((earlier) => earlier({ inputs, wallTime })),
          );
          expect(reached).toBe(false);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
