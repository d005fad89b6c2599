import { dayMs, hourMs, type MerchantId, minuteMs, secondMs } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import type { IdempotentRequest } from '../src/index.ts';
import { fresh, refundInput } from './test-house.ts';
import { answered, createWebhookHouse, longWait, type WebhookHouse } from './webhook-house.ts';

describe('an event', () => {
  it('reaches every endpoint of its merchant and mode that wants it, and no other', async () => {
    const house = createWebhookHouse();
    const { scope } = house;
    const all = await house.addEndpoint();
    const group = await house.addEndpoint(['payment.*']);
    const exact = await house.addEndpoint(['refund.succeeded', 'payment.paid']);
    await house.addEndpoint(['payment.failed', 'refund.*']);
    await house.addEndpoint(['*'], { ...scope, livemode: true });
    await house.addEndpoint(['*'], { ...scope, merchantId: 'other' as MerchantId });
    const payment = await house.pay();
    await house.deliver();
    const [event] = await house.store.eventsOf(payment.id);
    expect(house.receiver.got.map(({ endpoint }) => endpoint.id).sort()).toEqual([all.id, group.id, exact.id].sort());
    expect(house.receiver.got.every((message) => message.event.id === event?.id)).toBe(true);
    expect(new Set((await house.deliveries()).map(({ status }) => status))).toEqual(new Set(['succeeded']));
  });

  it('from before an endpoint was made is not sent to it', async () => {
    const house = createWebhookHouse();
    await house.pay();
    await house.addEndpoint();
    await house.deliver();
    expect(house.receiver.got).toEqual([]);
  });

  it('is sent once when it was taken, however often somebody looks', async () => {
    const house = createWebhookHouse();
    await house.addEndpoint();
    await house.pay();
    await house.deliver();
    await house.wait(longWait);
    expect(house.receiver.got).toHaveLength(1);
  });

  it('written while nobody delivered is delivered by the next engine over the same store', async () => {
    const house = createWebhookHouse();
    await house.addEndpoint();
    for (let count = 0; count < 250; count += 1) await house.another();
    const later = house.again();
    for (let started = [Promise.resolve()] as readonly Promise<void>[]; started.length > 0; ) {
      started = await later.webhooks.startDueDeliveries(64);
      await Promise.all(started);
    }
    expect(new Set(house.receiver.got.map(({ event }) => event.id)).size).toBe(250);
    expect(house.receiver.got).toHaveLength(250);
  });
});

describe('order', () => {
  it('holds for one object: the next event waits for the former', async () => {
    const house = createWebhookHouse();
    await house.addEndpoint(['payment.*']);
    let failures = 2;
    house.receiver.answer = () => {
      failures -= 1;
      return answered(failures >= 0 ? 500 : 200);
    };
    const payment = await house.pay();
    await house.deliver();
    fresh(await house.engine.createRefund(house.scope, payment.id, refundInput(null)));
    await house.deliver();
    expect(house.receiver.got).toHaveLength(1);
    await house.wait(2 * minuteMs);
    const types = house.receiver.got.map(({ event }) => event.type);
    expect(types).toEqual(['payment.paid', 'payment.paid', 'payment.paid', 'payment.refunded']);
  });

  it('costs no time: the next event follows as soon as the former was taken', async () => {
    const house = createWebhookHouse();
    await house.addEndpoint(['payment.*']);
    const payment = await house.pay();
    fresh(await house.engine.createRefund(house.scope, payment.id, refundInput(null)));
    await house.deliver();
    expect(house.receiver.got.map(({ event }) => event.type)).toEqual(['payment.paid', 'payment.refunded']);
  });

  it('does not hold other objects up', async () => {
    const house = createWebhookHouse();
    await house.addEndpoint();
    const stuck = await house.another();
    house.receiver.answer = ({ event }) => answered(event.subjectId === stuck.id ? 500 : 200);
    const other = await house.another();
    await house.deliver();
    const taken = await house.deliveries({ status: 'succeeded' });
    expect(taken.map(({ subjectId }) => subjectId)).toEqual([other.id]);
  });

  it('holds under any speed of the receiver, with many objects at once', async () => {
    const house = createWebhookHouse();
    await house.addEndpoint();
    const payments = [];
    for (let count = 0; count < 20; count += 1) payments.push(await house.another());
    for (const payment of payments) {
      fresh(await house.engine.createRefund(house.scope, payment.id, refundInput(40)));
      fresh(await house.engine.createRefund(house.scope, payment.id, refundInput(60)));
    }
    await house.settle();
    let calls = 0;
    house.receiver.answer = () => {
      calls += 1;
      return answered(calls % 3 === 0 ? 503 : 200);
    };
    await house.wait(dayMs);
    for (const { id } of payments) {
      const taken = (await house.deliveries({ status: 'succeeded' })).filter(({ subjectId }) => subjectId === id);
      expect(taken).toHaveLength(3);
      const sent = house.receiver.got.filter(({ event }) => event.subjectId === id).map(({ event }) => event.sequence);
      expect(sent).toEqual(sent.toSorted((left, right) => left - right));
    }
  });
});

describe('a receiver', () => {
  /** Deliveries begun in each of some looks with room for 512. */
  async function beginInLooks(house: WebhookHouse, looks: number): Promise<readonly number[]> {
    const begun: number[] = [];
    for (let look = 0; look < looks; look += 1) {
      const started = await house.engine.webhooks.startDueDeliveries(512);
      begun.push(started.length);
      await Promise.all(started);
    }
    return begun;
  }

  it('that takes everything gets more at a time, up to a limit', async () => {
    const house = createWebhookHouse();
    await house.addEndpoint(['payment.paid']);
    for (let count = 0; count < 300; count += 1) await house.another();
    expect(await beginInLooks(house, 5)).toEqual([16, 32, 64, 64, 64]);
  });

  it('that fails gets one at a time, and its places back one by one', async () => {
    const house = createWebhookHouse();
    await house.addEndpoint(['payment.paid']);
    for (let count = 0; count < 40; count += 1) await house.another();
    house.receiver.answer = () => answered(500);
    expect(await beginInLooks(house, 3)).toEqual([16, 1, 1]);
    house.receiver.answer = () => answered(200);
    expect(await beginInLooks(house, 4)).toEqual([1, 2, 4, 8]);
  });
});

describe('retries', () => {
  it.each([[0], [0.999]])(
    'come after 5 s to 24 h, each up to a fifth later (chance %d), then it is given up',
    async (chance) => {
      const house = createWebhookHouse(() => chance);
      await house.addEndpoint();
      house.receiver.answer = () => answered(500);
      await house.pay();
      const start = house.clock.now().getTime();
      await house.wait(longWait);
      const times = house.receiver.got
        .filter(({ event }) => event.type === 'payment.paid')
        .map(({ sentAt }) => sentAt.getTime());
      const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0));
      const schedule = [
        5 * secondMs,
        minuteMs,
        5 * minuteMs,
        30 * minuteMs,
        ...[2, 5, 10, 14, 20, 24].map((h) => h * hourMs),
      ];
      expect(times[0]).toBe(start);
      expect(waits).toEqual(schedule.map((waitMs) => Math.round(waitMs * (1 + 0.2 * chance))));
      const [delivery] = await house.deliveries();
      expect(delivery).toMatchObject({ status: 'failed', attempt: 11, nextAttemptAt: null, responseStatus: 500 });
    },
  );

  it('wait as long as Retry-After asks, and a day at most', async () => {
    const house = createWebhookHouse();
    await house.addEndpoint();
    const waits = [10 * minuteMs, 30 * dayMs];
    house.receiver.answer = () => answered(503, waits.shift() ?? null);
    await house.pay();
    await house.wait(2 * dayMs);
    const [first, second, third] = house.receiver.got.map(({ sentAt }) => sentAt.getTime());
    expect((second ?? 0) - (first ?? 0)).toBe(10 * minuteMs);
    expect((third ?? 0) - (second ?? 0)).toBe(dayMs);
  });

  it('follow a message that cannot be made, and others go on', async () => {
    const house = createWebhookHouse();
    await house.addEndpoint();
    const poison = await house.another();
    house.receiver.answer = ({ event }) => {
      if (event.subjectId === poison.id) throw new Error('cannot be shown');
      return answered(200);
    };
    const other = await house.another();
    await house.wait(longWait);
    expect(await house.deliveries({ status: 'succeeded' })).toMatchObject([{ subjectId: other.id }]);
    expect(await house.deliveries({ status: 'failed' })).toMatchObject([{ attempt: 11, problem: 'internal_error' }]);
  });

  it.each([[302], [404], [199], [300]])('follow an answer of %d', async (status) => {
    const house = createWebhookHouse();
    await house.addEndpoint();
    house.receiver.answer = () => answered(status);
    await house.pay();
    await house.deliver();
    expect(await house.deliveries()).toMatchObject([{ status: 'pending', attempt: 1, responseStatus: status }]);
  });

  it('take over from a sender that died with the attempt', async () => {
    const house = createWebhookHouse();
    await house.addEndpoint();
    await house.pay();
    house.receiver.answer = () => new Promise(() => {});
    await house.engine.webhooks.startDueDeliveries(64);
    await expect.poll(() => house.receiver.got.length).toBe(1);
    house.receiver.answer = () => answered(200);
    const later = house.again();
    expect(await later.webhooks.startDueDeliveries(64)).toEqual([]);
    house.clock.advance(minuteMs);
    await Promise.all(await later.webhooks.startDueDeliveries(64));
    expect(await house.deliveries()).toMatchObject([{ status: 'succeeded', attempt: 2 }]);
  });
});

describe('an endpoint', () => {
  it('that answers 410 is disabled, and the others are told', async () => {
    const house = createWebhookHouse();
    const gone = await house.addEndpoint(['payment.*']);
    const other = await house.addEndpoint(['webhook_endpoint.*']);
    house.receiver.answer = ({ endpoint }) => answered(endpoint.id === gone.id ? 410 : 200);
    await house.another();
    await house.deliver();
    expect(await house.reloadEndpoint(gone)).toMatchObject({ status: 'disabled', disabledReason: 'gone' });
    const told = house.receiver.got.filter(({ endpoint }) => endpoint.id === other.id);
    expect(told).toMatchObject([{ event: { type: 'webhook_endpoint.disabled', subjectId: gone.id } }]);
    await house.another();
    await house.wait(longWait);
    expect(house.receiver.got.filter(({ endpoint }) => endpoint.id === gone.id)).toHaveLength(1);
  });

  it('that takes nothing for the whole schedule is disabled; one that takes something is not', async () => {
    const house = createWebhookHouse();
    const [dead, picky] = [await house.addEndpoint(), await house.addEndpoint()];
    const first = await house.another();
    house.receiver.answer = ({ endpoint, event }) =>
      answered(endpoint.id === dead.id || event.subjectId === first.id ? 500 : 200);
    await house.wait(hourMs);
    await house.another();
    await house.wait(longWait);
    expect(await house.reloadEndpoint(dead)).toMatchObject({ status: 'disabled', disabledReason: 'failing' });
    expect(await house.reloadEndpoint(picky)).toMatchObject({ status: 'enabled' });
  });

  it('that hangs takes one place and delays nobody', async () => {
    const house = createWebhookHouse();
    const dead = await house.addEndpoint();
    const good = await house.addEndpoint();
    house.receiver.answer = ({ endpoint }) => answered(endpoint.id === dead.id ? 500 : 200);
    await house.another();
    await house.deliver();
    const hanging: (() => void)[] = [];
    house.receiver.answer = ({ endpoint }) =>
      endpoint.id === dead.id
        ? new Promise((resolve) => void hanging.push(() => resolve(answered(500))))
        : answered(200);
    house.receiver.got.length = 0;
    for (let count = 0; count < 30; count += 1) await house.another();
    const started: Promise<void>[] = [];
    const takenByGood = async () => {
      started.push(...(await house.engine.webhooks.startDueDeliveries(64)));
      return (await house.deliveries({ endpointId: good.id, status: 'succeeded' })).length;
    };
    await expect.poll(takenByGood, { interval: 1 }).toBe(31);
    expect(hanging).toHaveLength(1);
    for (const end of hanging) end();
    await Promise.all(started);
  });

  it('that is disabled gets nothing, and enabled again what comes then and what was pending', async () => {
    const house = createWebhookHouse();
    const { webhooks } = house.engine;
    const endpoint = await house.addEndpoint();
    house.receiver.answer = () => answered(500);
    const pending = await house.another();
    await house.deliver();
    await webhooks.updateEndpoint(house.scope, endpoint.id, { status: 'disabled' });
    const missed = await house.another();
    await house.wait(hourMs);
    expect(house.receiver.got).toHaveLength(1);
    house.receiver.answer = () => answered(200);
    await webhooks.updateEndpoint(house.scope, endpoint.id, { status: 'enabled' });
    const later = await house.another();
    await house.deliver();
    const taken = (await house.deliveries({ status: 'succeeded' })).map(({ subjectId }) => subjectId);
    expect(taken.sort()).toEqual([pending.id, later.id].sort());
    fresh(await webhooks.recoverEndpoint(house.scope, endpoint.id, missed.createdAt));
    await house.deliver();
    expect(house.receiver.got.map(({ event }) => event.subjectId)).toContain(missed.id);
  });

  it('that was deleted gets nothing more', async () => {
    const house = createWebhookHouse();
    const endpoint = await house.addEndpoint();
    house.receiver.answer = async () => {
      await house.engine.webhooks.deleteEndpoint(house.scope, endpoint.id);
      return answered(500);
    };
    await house.pay();
    await house.wait(longWait);
    expect(house.receiver.got).toHaveLength(1);
    expect(await house.deliveries()).toEqual([]);
  });

  it('of another merchant or mode does not exist for the caller', async () => {
    const house = createWebhookHouse();
    const { webhooks } = house.engine;
    const { id } = await house.addEndpoint();
    await house.pay();
    await house.deliver();
    const [delivery] = await house.deliveries();
    if (delivery === undefined) throw new Error('nothing was delivered');
    for (const scope of [
      { ...house.scope, livemode: true },
      { ...house.scope, merchantId: 'other' as MerchantId },
    ]) {
      const calls = [
        webhooks.updateEndpoint(scope, id, { status: 'disabled' }),
        webhooks.deleteEndpoint(scope, id),
        webhooks.rotateSecret(scope, id, 'x'),
        webhooks.testEndpoint(scope, id),
        webhooks.recoverEndpoint(scope, id, new Date(0)),
        webhooks.resendDelivery(scope, delivery.id),
      ];
      for (const call of calls) await expect(call).rejects.toMatchObject({ code: 'not_found' });
    }
  });
});

describe('sending again', () => {
  it('resends one delivery under the same message id', async () => {
    const house = createWebhookHouse();
    await house.addEndpoint();
    await house.pay();
    await house.deliver();
    const [delivery] = await house.deliveries();
    if (delivery === undefined) throw new Error('nothing was delivered');
    const resent = fresh(await house.engine.webhooks.resendDelivery(house.scope, delivery.id));
    expect(resent).toMatchObject({ id: delivery.id, status: 'pending', attempt: 0 });
    await house.deliver();
    expect(house.receiver.got.map(({ event }) => event.id)).toEqual([delivery.eventId, delivery.eventId]);
    expect(await house.deliveries()).toMatchObject([{ status: 'succeeded', attempt: 1 }]);
  });

  it('recovers what was given up or never sent since a time, and nothing that was taken', async () => {
    const house = createWebhookHouse();
    const early = await house.another();
    house.clock.advance(hourMs);
    const since = house.clock.now();
    const missed = await house.another();
    const endpoint = await house.addEndpoint();
    const keeper = await house.another();
    await house.deliver();
    expect(house.receiver.got.map(({ event }) => event.subjectId)).toEqual([keeper.id]);
    fresh(await house.engine.webhooks.recoverEndpoint(house.scope, endpoint.id, since));
    await house.deliver();
    const sent = house.receiver.got.map(({ event }) => event.subjectId);
    expect(sent).toEqual([keeper.id, missed.id]);
    expect(sent).not.toContain(early.id);
  });

  it('tests one endpoint alone, whatever it wants', async () => {
    const house = createWebhookHouse();
    const tested = await house.addEndpoint(['refund.*']);
    await house.addEndpoint();
    fresh(await house.engine.webhooks.testEndpoint(house.scope, tested.id));
    await house.deliver();
    expect(house.receiver.got).toMatchObject([
      { endpoint: { id: tested.id }, event: { type: 'webhook_endpoint.test' } },
    ]);
  });
});

describe('secrets', () => {
  it('are two for a day after a rotation, and never three', async () => {
    const house = createWebhookHouse();
    const endpoint = await house.addEndpoint();
    const inADay = new Date(house.clock.now().getTime() + dayMs);
    fresh(await house.engine.webhooks.rotateSecret(house.scope, endpoint.id, 'second'));
    const rotated = fresh(await house.engine.webhooks.rotateSecret(house.scope, endpoint.id, 'third'));
    expect(rotated.secrets).toEqual([
      { sealed: 'third', expiresAt: null },
      { sealed: 'second', expiresAt: inADay },
    ]);
  });

  it('are not in events, and one request under a key makes one endpoint', async () => {
    const house = createWebhookHouse();
    const input = { url: 'https://shop.example', events: ['*'], description: null, sealedSecret: 'sealed' };
    const once: IdempotentRequest<{ readonly id: string }> = {
      key: 'k',
      fingerprint: 'f',
      represent: ({ id }) => ({ status: 201, body: id }),
    };
    const endpoint = fresh(await house.engine.webhooks.createEndpoint(house.scope, input, once));
    const again = await house.engine.webhooks.createEndpoint(house.scope, input, once);
    expect(again).toEqual({ kind: 'replay', response: { status: 201, body: endpoint.id } });
    const event = fresh(await house.engine.webhooks.testEndpoint(house.scope, endpoint.id));
    expect(JSON.stringify(event)).not.toContain('sealed');
  });
});

describe('endpoints of the configuration', () => {
  const url = 'https://shop.example/configured';

  it('are stored at start, changed with the file, and removed with it', async () => {
    const house = createWebhookHouse();
    const { webhooks } = house.engine;
    const list = async () => (await house.store.webhookEndpoints(house.scope, { limit: 10, cursor: null })).items;
    await webhooks.adoptConfiguration([{ ...house.scope, url, events: ['*'] }]);
    const [first] = await list();
    expect(first).toMatchObject({ url, source: 'config', secrets: [], status: 'enabled' });
    await webhooks.adoptConfiguration([{ ...house.scope, url, events: ['payment.paid'] }]);
    expect(await list()).toMatchObject([{ id: first?.id, events: ['payment.paid'] }]);
    await webhooks.adoptConfiguration([]);
    expect(await list()).toEqual([]);
  });

  it('are there once when several gateways start together, while another delivers', async () => {
    const house = createWebhookHouse();
    const configured = [url, `${url}/too`].map((each) => ({ ...house.scope, url: each, events: ['*'] }));
    const starting = [house.engine, house.again(), house.again()];
    await Promise.all(starting.map(({ webhooks }) => webhooks.adoptConfiguration(configured)));
    for (let count = 0; count < 20; count += 1) await house.another();
    const changed = configured.map((each) => ({ ...each, events: ['payment.*'] }));
    await Promise.all([
      house.deliver(),
      ...[house.again(), house.again()].map(({ webhooks }) => webhooks.adoptConfiguration(changed)),
    ]);
    const { items } = await house.store.webhookEndpoints(house.scope, { limit: 10, cursor: null });
    expect(items.map((endpoint) => [endpoint.url, endpoint.events]).sort()).toEqual([
      [url, ['payment.*']],
      [`${url}/too`, ['payment.*']],
    ]);
    expect(house.receiver.got).toHaveLength(40);
  });

  it('keep their place over a restart, and are read-only', async () => {
    const house = createWebhookHouse();
    const { webhooks } = house.engine;
    const configured = [{ ...house.scope, url, events: ['*'] }];
    await webhooks.adoptConfiguration(configured);
    await house.pay();
    await webhooks.adoptConfiguration(configured);
    await house.deliver();
    expect(house.receiver.got).toHaveLength(1);
    const { id } = house.receiver.got[0]?.endpoint ?? { id: null };
    if (id === null) throw new Error('nothing came');
    for (const call of [
      webhooks.updateEndpoint(house.scope, id, { status: 'disabled' }),
      webhooks.deleteEndpoint(house.scope, id),
      webhooks.rotateSecret(house.scope, id, 'x'),
    ]) {
      await expect(call).rejects.toMatchObject({ code: 'state_conflict' });
    }
  });
});
