import { dayMs, type IssueMethod, minuteMs, secondMs } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import type { BillingKey, Engine } from '../src/index.ts';
import { dyingStore, turns } from './dying-store.ts';
import { createTestHouse, customer, fresh, paymentInput, type TestHouse } from './test-house.ts';

const card: IssueMethod = {
  type: 'key_in',
  card: { cardNumber: '4111111111111111', expiry: '2030-12', birthOrBusinessNumber: '880101', password2Digits: '12' },
};

export function keyInput(overrides: Partial<Parameters<Engine['billingKeys']['issue']>[1]> = {}) {
  return { method: card, customer, returnUrl: null, channelId: null, metadata: {}, ...overrides };
}

async function issue(house: TestHouse, overrides: Parameters<typeof keyInput>[0] = {}): Promise<BillingKey> {
  return fresh(await house.engine.billingKeys.issue(house.scope, keyInput(overrides)));
}

async function reload({ store }: TestHouse, { id }: BillingKey): Promise<BillingKey> {
  const found = await store.document('billing_key', id);
  if (found === null) throw new Error('gone');
  return found;
}

const chargeOn = (billingKeyId: string, orderId = 'ORDER-1') =>
  paymentInput({ orderId, method: { type: 'billing_key', billingKeyId } });

const deletion = { reason: '고객 요청', requester: 'customer' } as const;

async function events({ store }: TestHouse, { id }: BillingKey): Promise<string[]> {
  return (await store.eventsOf(id)).map(({ type }) => type);
}

describe('issuing a billing key with card data', () => {
  it('is active, told once, and keeps nothing of the card but the mask', async () => {
    const house = createTestHouse();
    const key = await issue(house);
    expect(key).toMatchObject({
      status: 'active',
      value: { card: { company: 'BC', maskedNumber: '411111******1111' } },
    });
    expect(await events(house, key)).toEqual(['billing_key.issued']);
    expect(await house.store.nextJobDueAt()).toBeNull();
    const kept = JSON.stringify([await reload(house, key), await house.store.eventsOf(key.id)]);
    for (const secret of ['4111111111111111', '2030-12', '880101']) expect(kept).not.toContain(secret);
  });

  it('is committed as an intent under a reference of its own before the provider hears of it', async () => {
    const house = createTestHouse();
    const gate = house.bank.hold();
    const running = issue(house);
    await gate.entered;
    const { items } = await house.store.documents('billing_key', house.scope, {}, { limit: 5, cursor: null });
    expect(items).toMatchObject([{ status: 'pending', version: 1 }]);
    gate.release();
    const key = await running;
    expect(house.bank.keys.issued).toEqual(new Set([key.value.reference]));
    expect((await issue(house)).value.reference).not.toBe(key.value.reference);
  });

  it('that is declined is an answer', async () => {
    const house = createTestHouse();
    house.bank.next('decline');
    const key = await issue(house);
    expect(key).toMatchObject({
      status: 'failed',
      value: { failure: { code: 'payment_declined', reason: 'limit_exceeded' } },
    });
    expect(await events(house, key)).toEqual(['billing_key.failed']);
  });

  it('whose answer is lost after the key was made is unknown, then found, and issued once', async () => {
    const house = createTestHouse();
    house.bank.next('lost_after');
    const key = await issue(house);
    expect(key.status).toBe('unknown');
    await expect(house.engine.createPayment(house.scope, chargeOn(key.id))).rejects.toMatchObject({
      code: 'billing_key_unusable',
    });
    await house.pass(10 * secondMs);
    expect((await reload(house, key)).status).toBe('active');
    expect(house.bank.calls.filter((call) => call === 'issue')).toHaveLength(1);
  });

  it('whose answer is lost before is unknown until absence is proven', async () => {
    const house = createTestHouse();
    house.bank.next('lost_before');
    const key = await issue(house);
    await house.pass(45 * secondMs);
    expect((await reload(house, key)).status).toBe('unknown');
    await house.pass(3 * minuteMs);
    expect(await reload(house, key)).toMatchObject({ status: 'failed', value: { failure: { retry: 'safe' } } });
  });

  it('that came to nothing may be made again under its key; a known answer is given again', async () => {
    const house = createTestHouse();
    const idempotent = {
      key: 'k',
      fingerprint: 'same',
      represent: ({ status }: BillingKey) => ({ status: 200, body: status }),
    };
    house.bank.next('unreachable');
    expect(fresh(await house.engine.billingKeys.issue(house.scope, keyInput(), idempotent)).status).toBe('failed');
    expect(fresh(await house.engine.billingKeys.issue(house.scope, keyInput(), idempotent)).status).toBe('active');
    const again = await house.engine.billingKeys.issue(house.scope, keyInput(), idempotent);
    expect(again).toMatchObject({ kind: 'replay', response: { body: 'active' } });
    expect(house.bank.keys.issued.size).toBe(1);
  });

  it.each([
    ['before', 1, 0],
    ['after', 1, 0],
    ['before', 2, 1],
    ['after', 2, 1],
  ] as const)('by a process that dies %s commit %i leaves nothing stuck', async (when, commitNumber, issued) => {
    const house = createTestHouse();
    const dying = house.again({ store: dyingStore(house.store, commitNumber, when) });
    void dying.billingKeys.issue(house.scope, keyInput());
    await turns();
    await house.pass(30 * minuteMs);
    expect(house.bank.keys.issued.size).toBe(issued);
    const { items } = await house.store.documents('billing_key', house.scope, {}, { limit: 5, cursor: null });
    const expected = commitNumber === 1 && when === 'before' ? [] : [issued === 1 ? 'active' : 'failed'];
    expect(items.map(({ status }) => status)).toEqual(expected);
    expect(await house.store.nextJobDueAt()).toBeNull();
  });

  it('is refused where no channel can do it, with the reason', async () => {
    const house = createTestHouse();
    const asked = keyInput({ channelId: 'nowhere' as never });
    await expect(house.engine.billingKeys.issue(house.scope, asked)).rejects.toMatchObject({
      code: 'no_eligible_channel',
      context: { param: 'channel_id' },
    });
  });
});

describe('issuing a billing key in the window', () => {
  it('waits for the shopper, and is found when he comes back', async () => {
    const house = createTestHouse();
    const key = await issue(house, { method: { type: 'window' } });
    expect(key).toMatchObject({ status: 'requires_action', value: { nextAction: { type: 'redirect' } } });
    const early = await house.engine.billingKeys.confirm(house.scope, key.id, { authorization: null });
    expect(fresh(early).status).toBe('requires_action');
    house.bank.keys.issued.add(key.value.reference);
    const confirmed = fresh(await house.engine.billingKeys.confirm(house.scope, key.id, { authorization: null }));
    expect(confirmed).toMatchObject({ status: 'active', value: { nextAction: null } });
    expect(await events(house, key)).toEqual(['billing_key.issued']);
  });

  it('is found by a notice, and by our own look when nobody tells us', async () => {
    for (const told of [true, false]) {
      const house = createTestHouse();
      const key = await issue(house, { method: { type: 'window' } });
      house.bank.keys.issued.add(key.value.reference);
      if (told) {
        await house.engine.receiveProviderEvent('bank-main' as never, house.bank.event(key.value.reference));
        await house.settle();
      } else await house.pass(2 * minuteMs);
      expect((await reload(house, key)).status).toBe('active');
    }
  });

  it('that nobody finishes is given up after some days; one finished later is a key all the same', async () => {
    const house = createTestHouse();
    const key = await issue(house, { method: { type: 'window' } });
    await house.pass(5 * dayMs);
    expect(await reload(house, key)).toMatchObject({ status: 'failed', value: { failure: { reason: 'timed_out' } } });
    house.bank.keys.issued.add(key.value.reference);
    await house.engine.receiveProviderEvent('bank-main' as never, house.bank.event(key.value.reference));
    await house.settle();
    expect((await reload(house, key)).status).toBe('active');
  });
});

describe('a charge on a billing key', () => {
  it('names the provider’s key, and is an ordinary payment', async () => {
    const house = createTestHouse();
    const key = await issue(house);
    const payment = fresh(await house.engine.createPayment(house.scope, chargeOn(key.id)));
    expect(payment).toMatchObject({ status: 'paid', method: { type: 'billing_key', billingKeyId: key.id } });
  });

  it('goes only where the key was issued', async () => {
    const house = createTestHouse({ moreChannels: ['other'] });
    const key = await issue(house);
    const bound = { ...chargeOn(key.id), channelId: 'other' as never };
    await expect(house.engine.createPayment(house.scope, bound)).rejects.toMatchObject({
      code: 'no_eligible_channel',
      context: { detail: expect.stringContaining('bound to bank-all') },
    });
    expect(house.bank.calls).not.toContain('start');
  });

  it.each(['bk_nobody', 'foreign'])('on a key of nobody or of somebody else (%s) is refused alike', async (which) => {
    const house = createTestHouse();
    const key = await issue(house);
    const scope = which === 'foreign' ? { ...house.scope, livemode: true } : house.scope;
    const asked = chargeOn(which === 'foreign' ? key.id : which);
    await expect(house.engine.createPayment(scope, asked)).rejects.toMatchObject({
      code: 'billing_key_unusable',
      context: { param: 'method.billing_key_id', detail: 'There is no such billing key.' },
    });
  });
});

describe('deleting a billing key', () => {
  it('ends it at once here and at the provider, and it is not charged any more', async () => {
    const house = createTestHouse();
    const key = await issue(house);
    const deleted = await house.engine.billingKeys.delete(house.scope, key.id, deletion);
    expect(deleted).toMatchObject({ status: 'deleted', value: { deletion: { atProvider: 'done', ...deletion } } });
    expect(house.bank.keys.issued.size).toBe(0);
    expect(await events(house, key)).toEqual(['billing_key.issued', 'billing_key.deleted']);
    await expect(house.engine.createPayment(house.scope, chargeOn(key.id))).rejects.toMatchObject({
      code: 'billing_key_unusable',
      context: { detail: 'The billing key is deleted.' },
    });
    await house.engine.billingKeys.delete(house.scope, key.id, deletion);
    expect(house.bank.calls.filter((call) => call === 'delete key')).toHaveLength(1);
    expect(await house.store.nextJobDueAt()).toBeNull();
  });

  it.each(['lost_before', 'lost_after', 'unreachable'] as const)(
    'whose call is %s is deleted for us, and the provider is told until it has forgotten it',
    async (behaviour) => {
      const house = createTestHouse();
      const key = await issue(house);
      house.bank.next(behaviour);
      const deleted = await house.engine.billingKeys.delete(house.scope, key.id, deletion);
      expect(deleted).toMatchObject({ status: 'deleted', value: { deletion: { atProvider: 'pending' } } });
      await house.pass(minuteMs);
      expect((await reload(house, key)).value.deletion?.atProvider).toBe('done');
      expect(house.bank.keys.issued.size).toBe(0);
    },
  );

  it('that a silent provider leaves open is shown to a person, until the provider has forgotten the key', async () => {
    const house = createTestHouse();
    const key = await issue(house);
    house.bank.next(...Array.from({ length: 8 }, () => 'lost_before' as const));
    await house.engine.billingKeys.delete(house.scope, key.id, deletion);
    await house.pass(dayMs / 2);
    const page = { limit: 5, cursor: null };
    const { items } = await house.store.cases(house.scope, { subjectId: key.id }, page);
    expect(items).toMatchObject([{ kind: 'unknown_outcome', status: 'open' }]);
    await house.pass(dayMs);
    expect((await reload(house, key)).value.deletion?.atProvider).toBe('done');
    expect((await house.store.cases(house.scope, { subjectId: key.id }, page)).items).toMatchObject([
      { status: 'resolved', resolution: { action: 'settled_itself' } },
    ]);
  });

  it('that the provider refuses stays deleted for us and says so', async () => {
    const house = createTestHouse();
    const key = await issue(house);
    house.bank.next('decline');
    const deleted = await house.engine.billingKeys.delete(house.scope, key.id, deletion);
    expect(deleted).toMatchObject({
      status: 'deleted',
      value: { deletion: { atProvider: 'refused', failure: { provider: { code: '51' } } } },
    });
  });

  it.each([
    ['before', 1, 'active'],
    ['after', 1, 'deleted'],
    ['before', 2, 'deleted'],
  ] as const)('by a process that dies %s commit %i ends as %s', async (when, commitNumber, status) => {
    const house = createTestHouse();
    const key = await issue(house);
    const dying = house.again({ store: dyingStore(house.store, commitNumber, when) });
    void dying.billingKeys.delete(house.scope, key.id, deletion);
    await turns();
    await house.pass(30 * minuteMs);
    expect((await reload(house, key)).status).toBe(status);
    expect(house.bank.keys.issued.size).toBe(status === 'active' ? 1 : 0);
  });

  it('is refused for somebody else, and while charges are scheduled on it', async () => {
    const house = createTestHouse();
    const key = await issue(house);
    const foreign = { ...house.scope, livemode: true };
    await expect(house.engine.billingKeys.delete(foreign, key.id, deletion)).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
