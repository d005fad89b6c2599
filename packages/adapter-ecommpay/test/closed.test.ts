import { hourMs } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import { now, type reference } from './account.ts';
import { asked, latestReading, onStage, payoutRequest, saleRequest } from './stage.ts';

/** From a Wednesday at 11:00 in Seoul to the Saturday after it at the same time, and to Monday at 08:00. */
const toSaturday = 72 * hourMs;
const saturdayToMonday = 45 * hourMs;

describe('the fake that keeps opening hours', () => {
  it('takes requests at the weekend, does nothing with them, tells nothing, and goes on when it opens', () =>
    onStage(async ({ provider, fake, events, advance }) => {
      fake.keepHours?.(true);
      advance(toSaturday);
      const other = 'op2' as typeof reference;
      expect((await provider.payouts?.send(payoutRequest(), {}))?.kind).toBe('pending');
      expect((await provider.payments.start(saleRequest({ reference: other }), {})).kind).toBe('pending');
      advance(saturdayToMonday - 1);
      expect((await provider.payouts?.inquire(payoutRequest(), {}))?.kind).toBe('pending');
      expect(fake.books().payouts).toMatchObject([{ status: 'waiting', transfers: 0 }]);
      expect(events).toEqual([]);
      advance(1);
      const opened = new Date(now.getTime() + toSaturday + saturdayToMonday);
      expect(await provider.payouts?.inquire(payoutRequest(), {})).toMatchObject({
        kind: 'succeeded',
        occurredAt: opened,
      });
      await fake.shopper(other, 'approve');
      expect(latestReading(events)).toMatchObject({ kind: 'succeeded', reference: other });
      expect((await provider.payments.inquire(asked({ reference: other }), {})).kind).toBe('succeeded');
    }));
});

describe('the fake with too little money', () => {
  it('refuses a payout with 3028 before anything exists, and takes it once there is enough', () =>
    onStage(async ({ provider, fake }) => {
      fake.fundPayouts?.(9_999);
      expect(await provider.payouts?.send(payoutRequest(), {})).toMatchObject({
        kind: 'not_created',
        reason: 'provider_balance',
        provider: { code: '3028' },
      });
      expect(fake.books().payouts).toEqual([]);
      fake.fundPayouts?.(10_000);
      expect((await provider.payouts?.send(payoutRequest(), {}))?.kind).toBe('pending');
      const second = payoutRequest({ reference: 'op2' as typeof reference });
      expect((await provider.payouts?.send(second, {}))?.kind).toBe('not_created');
    }));
});
