import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChannelId, ProviderAccountId, ProviderManifest } from '@hangil/core';
import { type Channel, type RoutingRules, route, routingProblems, toRuleSet } from '@hangil/engine';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

interface Example extends RoutingRules {
  readonly asks: readonly {
    readonly at?: string;
    readonly request: {
      readonly amount: number;
      readonly method: { readonly type: string; readonly wallet?: string };
      readonly customer?: { readonly country?: string };
      readonly metadata?: Readonly<Record<string, string>>;
    };
    readonly first: string;
    readonly rule: string;
  }[];
}

const provider = {
  id: 'pg',
  paymentMethods: ['card', 'easy_pay', 'bank_transfer'],
  payoutMethods: [],
  currencies: 'any',
} as unknown as ProviderManifest;

const channels = [
  channel('kcp-card', ['card'], [{ percent: 2.8, fixed: 0 }]),
  channel('other-card', ['card'], [{ percent: 2, fixed: 100 }]),
  channel('kakao', ['easy_pay/kakaopay']),
  channel('korean-banks', ['bank_transfer']),
];

function channel(id: string, methods: readonly string[], fees?: Channel['fees']): Channel {
  const base = { id: id as ChannelId, providerAccountId: 'main' as ProviderAccountId, provider, methods };
  return fees === undefined ? base : { ...base, fees };
}

const page = readFileSync(join(import.meta.dirname, '..', 'docs', 'routing.md'), 'utf8');
const examples = [...page.matchAll(/```yaml example\n(.*?)```/gs)].map(([, text = '']) => parse(text) as Example);

test('the guide has its examples', () => {
  expect(examples).toHaveLength(4);
});

test.each(examples.map((example) => [example.rules[0]?.name ?? '', example] as const))(
  'the example that begins with "%s" routes as the guide says',
  (_name, { asks, rules, default: fallback = [] }) => {
    expect(routingProblems({ rules, default: fallback }, channels)).toEqual([]);
    const set = toRuleSet(0, { rules, default: fallback });
    for (const { at = '2026-11-25T03:00:00Z', request, first, rule } of asks) {
      const decision = route({ channels }, set, {
        inputs: {
          method: request.method.type,
          wallet: request.method.wallet ?? null,
          currency: 'KRW',
          amountMinor: request.amount,
          taxFreeAmountMinor: 0,
          customerCountry: request.customer?.country ?? null,
          metadata: request.metadata ?? {},
          livemode: false,
        },
        requestedChannelId: null,
        splitKey: 'pay_1',
        now: new Date(at),
        conditions: {
          unhealthy: () => null,
          closed: () => null,
          successOf: () => ({ rate: 0, sample: 0 }),
          leaderOf: () => undefined,
        },
      });
      expect({ first: decision.channels[0]?.id, rule: decision.trace.rule }).toEqual({ first, rule });
    }
  },
);
