import { describe, expect, it } from 'vitest';
import { someInputs } from '../../test/routing-question.ts';
import { toPredicate } from './condition.ts';
import type { RoutingCondition, RoutingInputs } from './rules.ts';
import { wallTimes } from './weekly-window.ts';

const inputs: RoutingInputs = {
  ...someInputs,
  method: 'easy_pay',
  wallet: 'kakaopay',
  amountMinor: 1_000,
  taxFreeAmountMinor: 100,
  customerCountry: 'KR',
  metadata: { tier: 'gold' },
  livemode: true,
};

function holds(condition: RoutingCondition, more: Partial<RoutingInputs> = {}, now = '2026-11-25T03:00:00Z'): boolean {
  return toPredicate(condition)({ inputs: { ...inputs, ...more }, wallTime: wallTimes(new Date(now)) });
}

describe('a condition', () => {
  it.each<[RoutingCondition, boolean]>([
    [{}, true],
    [{ method: 'easy_pay' }, true],
    [{ method: 'easy_pay/kakaopay' }, true],
    [{ method: 'easy_pay/naverpay' }, false],
    [{ method: { in: ['card', 'easy_pay/kakaopay'] } }, true],
    [{ method: { ne: 'easy_pay/kakaopay' } }, false],
    [{ method: { not_in: ['easy_pay'] } }, false],
    [{ method: { not_in: ['card'] } }, true],
    [{ wallet: 'kakaopay', currency: 'KRW' }, true],
    [{ wallet: 'kakaopay', currency: 'USD' }, false],
    [{ amount: 1_000 }, true],
    [{ amount: { lt: 1_000 } }, false],
    [{ amount: { lte: 1_000 } }, true],
    [{ amount: { gt: 1_000 } }, false],
    [{ amount: { gte: 1_000 } }, true],
    [{ amount: { between: [1_000, 2_000] } }, true],
    [{ amount: { between: [1_001, 2_000] } }, false],
    [{ amount: { eq: 1_000, ne: 5 } }, true],
    [{ amount: { in: [1, 1_000] } }, true],
    [{ amount: { not_in: [1, 1_000] } }, false],
    [{ tax_free_amount: { gt: 0 } }, true],
    [{ customer_country: 'KR' }, true],
    [{ customer_country: { ne: 'KR' } }, false],
    [{ metadata: { tier: 'gold' } }, true],
    [{ metadata: { tier: { in: ['silver'] } } }, false],
    [{ livemode: true }, true],
    [{ livemode: false }, false],
    [{ all: [{ method: 'easy_pay' }, { amount: { lt: 5 } }] }, false],
    [{ any: [{ amount: { lt: 5 } }, { method: 'easy_pay' }] }, true],
    [{ not: { method: 'card' } }, true],
    [{ not: { any: [{ method: 'card' }, { livemode: true }] } }, false],
  ])('%j holds: %s', (condition, expected) => {
    expect(holds(condition)).toBe(expected);
  });

  it('about what a request does not have never holds, also when it excludes a value', () => {
    const bare = { wallet: null, method: 'card', customerCountry: null, metadata: {} };
    const conditions: RoutingCondition[] = [
      { wallet: { ne: 'x' } },
      { customer_country: { not_in: ['US'] } },
      { metadata: { tier: { ne: 'gold' } } },
      { metadata: { constructor: { ne: 'x' } } },
    ];
    for (const condition of conditions) expect(holds(condition, bare)).toBe(false);
  });
});

describe('a time', () => {
  const night = { zone: 'Asia/Seoul', days: ['fri', 'sat'], from: '22:00', to: '06:00' } as const;
  it.each([
    ['Friday 21:59', '2026-11-27T12:59:00Z', false],
    ['Friday 22:00', '2026-11-27T13:00:00Z', true],
    ['Saturday 05:59', '2026-11-27T20:59:00Z', true],
    ['Saturday 06:00', '2026-11-27T21:00:00Z', false],
    ['Sunday 05:59, of the night that began on Saturday', '2026-11-28T20:59:00Z', true],
    ['Sunday 22:00', '2026-11-29T13:00:00Z', false],
    ['Friday 05:00, of the night that began on Thursday', '2026-11-26T20:00:00Z', false],
  ])('from ten to six on Friday and Saturday in Seoul: %s', (_what, now, expected) => {
    expect(holds({ time: night }, {}, now)).toBe(expected);
  });

  it('follows the clock on the wall when that is set forward and back', () => {
    const morning = { zone: 'America/New_York', from: '08:00', to: '09:00' };
    expect(holds({ time: morning }, {}, '2026-03-06T13:30:00Z')).toBe(true);
    expect(holds({ time: morning }, {}, '2026-03-09T12:30:00Z')).toBe(true);
    expect(holds({ time: morning }, {}, '2026-03-09T13:30:00Z')).toBe(false);
  });

  it('without hours is the whole day', () => {
    expect(holds({ time: { zone: 'Asia/Seoul', days: ['wed'] } })).toBe(true);
    expect(holds({ time: { zone: 'Asia/Seoul', days: ['thu'] } })).toBe(false);
  });
});
