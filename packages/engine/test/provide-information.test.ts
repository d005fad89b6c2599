import { notCreated, type PaymentPort, type PendingPayment, unknown } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import { createEngine } from '../src/index.ts';
import { createTestHouse, fresh, paymentInput } from './test-house.ts';

const action = {
  type: 'provide_information',
  fields: [{ path: 'customer.first_name', labelKo: '이름', labelEn: 'First name' }],
  message: { ko: '성함', en: 'Name' },
  deadlineAt: new Date('2026-11-24T03:30:00Z'),
} as const;
const asksFirst: PendingPayment = { kind: 'pending', waitsFor: 'shopper', nextAction: action };
const taken: PendingPayment = { kind: 'pending', waitsFor: 'shopper', nextAction: { type: 'wait', until: null } };

async function houseThatAsks() {
  const house = createTestHouse();
  const given: Readonly<Record<string, string>>[] = [];
  let answer: Awaited<ReturnType<NonNullable<PaymentPort['provideInformation']>>> = taken;
  const { directory } = house.dependencies;
  const payments: PaymentPort = {
    ...house.bank.provider.payments,
    start: async () => asksFirst,
    inquire: async () => ({ ...asksFirst, nextAction: { ...action, deadlineAt: new Date('2030-01-01T00:00:00Z') } }),
    provideInformation: async ({ fields }) => {
      given.push(fields);
      return answer;
    },
  };
  const engine = createEngine({
    ...house.dependencies,
    directory: { ...directory, provider: () => ({ ...house.bank.provider, payments }) },
  });
  const payment = fresh(await engine.createPayment(house.scope, paymentInput({ method: { type: 'card' } })));
  return {
    ...house,
    engine,
    given,
    payment,
    answerWith: (next: typeof answer) => {
      answer = next;
    },
    provide: (fields: Record<string, string>) => engine.provideInformation(house.scope, payment.id, fields),
  };
}

describe('information the provider asked for', () => {
  it('is passed on and not kept, and the payment waits for the provider then', async () => {
    const house = await houseThatAsks();
    expect(house.payment).toMatchObject({ status: 'requires_action', nextAction: action });
    const payment = fresh(await house.provide({ 'customer.first_name': '길동길동' }));
    expect(payment).toMatchObject({ status: 'requires_action', nextAction: { type: 'wait' } });
    expect(house.given).toEqual([{ 'customer.first_name': '길동길동' }]);
    const kept = [await house.store.payment(payment.id), await house.store.eventsOf(payment.id)];
    expect(JSON.stringify(kept)).not.toContain('길동길동');
    await expect(house.provide({ 'customer.first_name': '길동' })).rejects.toMatchObject({ code: 'state_conflict' });
  });

  it.each([
    [{}, 'fields.customer.first_name'],
    [{ 'customer.first_name': 'a', 'account.number': '1' }, 'fields'],
  ])('that lacks a field or has a strange one (%j) is refused and not sent', async (fields, param) => {
    const house = await houseThatAsks();
    await expect(house.provide(fields)).rejects.toMatchObject({ code: 'invalid_request', context: { param } });
    expect(house.given).toEqual([]);
  });

  it('that was not taken, or got lost, leaves the payment as it was', async () => {
    const house = await houseThatAsks();
    for (const [answer, code] of [
      [notCreated('invalid_request', { code: '3060', message: 'no' }), 'provider_refused'],
      [notCreated('provider_unavailable'), 'provider_unreachable'],
      [unknown('headers timeout'), 'outcome_unknown'],
    ] as const) {
      house.answerWith(answer);
      await expect(house.provide({ 'customer.first_name': 'a' })).rejects.toMatchObject({ code });
      expect(await house.store.payment(house.payment.id)).toEqual(house.payment);
    }
    house.answerWith(taken);
    expect(fresh(await house.provide({ 'customer.first_name': 'a' }))).toMatchObject({ nextAction: { type: 'wait' } });
  });

  it('keeps its first deadline however often the provider is asked', async () => {
    const house = await houseThatAsks();
    const synced = fresh(await house.engine.syncPayment(house.scope, house.payment.id));
    expect(synced.nextAction).toEqual(action);
  });

  it('is not asked by a provider without clarification', async () => {
    const house = createTestHouse();
    const payment = await house.open();
    await expect(house.engine.provideInformation(house.scope, payment.id, {})).rejects.toMatchObject({
      code: 'state_conflict',
    });
  });
});
