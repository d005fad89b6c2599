import { describe, expect, it } from 'vitest';
import { shopperMessages } from '../src/shopper-messages.ts';
import { channels, customer, now, reference } from './account.ts';
import { asked, latestReading, onStage, type Stage, saleRequest } from './stage.ts';

const nameless = { ...customer, firstName: null, lastName: null };
const names = { 'customer.first_name': '길동', 'customer.last_name': '홍' };

function provide({ provider }: Stage, fields: Record<string, string>) {
  if (provider.payments.provideInformation === undefined) throw new Error('not offered');
  return provider.payments.provideInformation({ payment: asked(), fields }, {});
}

describe('a sale without the names that the bank has', () => {
  it('asks the shopper, with the reminder the provider prescribes, and goes on once answered', () =>
    onStage(async (stage) => {
      await stage.provider.payments.start(saleRequest({ customer: nameless }), {});
      const action = {
        type: 'provide_information',
        fields: [
          { path: 'customer.first_name', labelKo: '이름', labelEn: 'First name' },
          { path: 'customer.last_name', labelKo: '성', labelEn: 'Last name' },
        ],
        message: shopperMessages.names,
        deadlineAt: new Date(now.getTime() + 30 * 60_000),
      };
      const waiting = { kind: 'pending', waitsFor: 'shopper', nextAction: action };
      expect(await stage.provider.payments.inquire(asked(), {})).toMatchObject(waiting);
      expect(latestReading(stage.events)).toMatchObject(waiting);
      const taken = { kind: 'pending', waitsFor: 'shopper', nextAction: { type: 'wait', until: null } };
      expect(await provide(stage, names)).toEqual(taken);
      expect(await stage.provider.payments.inquire(asked(), {})).toMatchObject({ nextAction: { type: 'redirect' } });
      await stage.fake.shopper(reference, 'approve');
      expect(latestReading(stage.events)).toMatchObject({ kind: 'succeeded', reference });
    }));

  it('is refused where nothing is asked, and an answer with a separator never leaves', () =>
    onStage(async (stage) => {
      await stage.provider.payments.start(saleRequest(), {});
      expect(await provide(stage, names)).toMatchObject({ kind: 'not_created', provider: { code: '3060' } });
      const calls = stage.fake.calls().length;
      expect(await provide(stage, { 'customer.first_name': 'a;b' })).toMatchObject({ kind: 'not_created' });
      expect(stage.fake.calls()).toHaveLength(calls);
    }));

  it('whose answer was lost is unknown, and may be answered again', () =>
    onStage(async (stage) => {
      const request = saleRequest({ customer: nameless, channelId: channels.instructions, returnUrl: null });
      await stage.provider.payments.start(request, {});
      stage.fake.faults.inject('clarification', { kind: 'lose_before' });
      expect((await provide(stage, names)).kind).toBe('unknown');
      expect((await provide(stage, names)).kind).toBe('pending');
      await stage.fake.deposit(reference);
      expect(latestReading(stage.events)).toMatchObject({ kind: 'succeeded' });
    }));
});
