import { describe, expect, it } from 'vitest';
import { customer, now, reference } from './account.ts';
import { amount, latestReading, onStage, payoutRequest, type Stage } from './stage.ts';

function portOf({ provider }: Stage) {
  if (provider.payouts === undefined) throw new Error('no payouts');
  return provider.payouts;
}

describe('payout', () => {
  it('is pending, then paid, by callback and when asked', () =>
    onStage(async (stage) => {
      stage.fake.decideNext('wait');
      expect(await portOf(stage).send(payoutRequest(), {})).toEqual({ kind: 'pending' });
      expect((await portOf(stage).inquire(payoutRequest(), {})).kind).toBe('pending');
      await stage.fake.payout(reference, 'approve');
      const paid = { kind: 'succeeded', amount, reference, occurredAt: now };
      expect(latestReading(stage.events)).toMatchObject(paid);
      expect(stage.events.at(-1)).toMatchObject({ content: { kind: 'payout' } });
      expect(await portOf(stage).inquire(payoutRequest(), {})).toMatchObject(paid);
      expect(stage.fake.books().payouts[0]).toMatchObject({ status: 'paid', transfers: 1 });
    }));

  it('is declined with the words of the provider', () =>
    onStage(async (stage) => {
      stage.fake.decideNext('decline');
      expect(await portOf(stage).send(payoutRequest(), {})).toEqual({ kind: 'pending' });
      expect(await portOf(stage).inquire(payoutRequest(), {})).toMatchObject({
        kind: 'declined',
        provider: { code: '20000', message: 'General decline' },
      });
      expect(stage.fake.books().payouts[0]?.transfers).toBe(0);
    }));

  it.each(['lose_after', 'lose_before'] as const)(
    'with an answer that was lost (%s) is unknown until asked about',
    (kind) =>
      onStage(async (stage) => {
        stage.fake.faults.inject('payout', { kind });
        expect((await portOf(stage).send(payoutRequest(), {})).kind).toBe('unknown');
        const reading = await portOf(stage).inquire(payoutRequest(), {});
        expect(reading.kind).toBe(kind === 'lose_after' ? 'succeeded' : 'absent');
        expect(stage.fake.books().payouts).toHaveLength(kind === 'lose_after' ? 1 : 0);
      }),
  );

  it('sent twice under one reference moves money once', () =>
    onStage(async (stage) => {
      await portOf(stage).send(payoutRequest(), {});
      expect(await portOf(stage).send(payoutRequest(), {})).toEqual({ kind: 'pending' });
      expect(stage.fake.books().payouts).toMatchObject([{ transfers: 1 }]);
    }));

  const to = (bankCode: string | null, providerBankId: string | null) => ({
    ...payoutRequest().destination,
    bankCode,
    providerBankId,
  });

  it('goes to the bank the provider numbers so, by its own number or by KFTC code', () =>
    onStage(async (stage) => {
      for (const [index, destination] of [to('088', null), to(null, '1396'), to('999', '751')].entries()) {
        const request = payoutRequest({ destination, reference: `${reference}${index}` as typeof reference });
        expect((await portOf(stage).send(request, {})).kind).toBe('pending');
      }
    }));

  it.each([
    ['bank_code', payoutRequest({ destination: to('999', null) })],
    ['bank_code', payoutRequest({ destination: to(null, null) })],
    ['provider_bank_id', payoutRequest({ destination: to('088', 'shinhan') })],
    ['customer.id', payoutRequest({ customer: { ...customer, id: '' } })],
    ['destination.holder_name', payoutRequest({ destination: { ...to('088', null), holderName: 'Do;x' } })],
  ])('that the provider would refuse is never sent: %s is named', (name, request) =>
    onStage(async (stage) => {
      const verdict = await portOf(stage).send(request, {});
      expect(verdict).toMatchObject({ kind: 'not_created', reason: 'invalid_request' });
      expect(verdict.kind === 'not_created' ? verdict.provider.message : '').toContain(name);
      expect(stage.fake.calls()).toEqual([]);
    }),
  );
});
