import type { MerchantId } from '@hangil/core';
import type { WebhookEndpoint } from '@hangil/engine';
import { describe, expect, test } from 'vitest';
import { testScope } from '../sequence.ts';
import { commitAll, everything, type SuiteContext } from './suite.ts';

const otherMerchant = { merchantId: 'other' as MerchantId };

export function describeWebhooks(context: SuiteContext): void {
  describeEvents(context);
  describeEndpoints(context);
  describeQueue(context);
}

function describeEvents(context: SuiteContext): void {
  /** Three events of the book, with those of others in between. */
  async function threeEvents() {
    const { store, build } = context;
    const event = (overrides: object = {}) => build.buildOutgoingEvent(build.buildPayment(), overrides);
    const [first, second, third] = [event(), event({ type: 'payment.failed' }), event()];
    await commitAll(
      store,
      { events: [first] },
      { events: [event({ livemode: true }), second] },
      { events: [event(otherMerchant)] },
      { events: [third] },
    );
    return [first, second, third] as const;
  }

  describe('events in the order of writing', () => {
    test('follow a position, of one merchant in one mode', async () => {
      const { store } = context;
      const [first, second, third] = await threeEvents();
      const all = await store.eventsAfter(testScope, 0, 10);
      expect(all.map(({ event }) => event)).toEqual([first, second, third]);
      const [{ position } = { position: 0 }] = await store.eventsAfter(testScope, 0, 1);
      expect((await store.eventsAfter(testScope, position, 10)).map(({ event }) => event.id)).toEqual([
        second.id,
        third.id,
      ]);
      expect(await store.lastEventPosition(testScope)).toBe(all[2]?.position);
      expect(await store.lastEventPosition(testScope, second.createdAt)).toBe(position);
      expect(await store.lastEventPosition(testScope, first.createdAt)).toBe(0);
      expect(await store.lastEventPosition({ ...testScope, merchantId: 'none' as MerchantId })).toBe(0);
    });

    test('are read by id, and listed by type, subject and time', async () => {
      const { store } = context;
      const [first, second, third] = await threeEvents();
      expect(await store.event(second.id)).toEqual(second);
      expect(await store.event('evt_none')).toBeNull();
      const list = async (filter: object) => (await store.events(testScope, filter, everything)).items;
      expect(await list({})).toEqual([third, second, first]);
      expect(await list({ type: 'payment.failed' })).toEqual([second]);
      expect(await list({ subjectId: first.subjectId })).toEqual([first]);
      expect(await list({ createdFrom: second.createdAt, createdTo: third.createdAt })).toEqual([second]);
    });
  });
}

function describeEndpoints(context: SuiteContext): void {
  describe('webhook endpoints', () => {
    test('come back as they were given, in events too', async () => {
      const { store, build } = context;
      const endpoint = build.buildWebhookEndpoint({
        events: ['payment.*', 'refund.succeeded'],
        description: 'shop',
        status: 'disabled',
        disabledReason: 'gone',
        secrets: [
          { sealed: 'new', expiresAt: null },
          { sealed: 'old', expiresAt: build.instant() },
        ],
        position: 7,
      });
      const event = build.buildOutgoingEvent(build.buildPayment(), {
        snapshot: { kind: 'webhook_endpoint', value: endpoint },
      });
      await commitAll(store, { webhookEndpoints: [endpoint], events: [event] });
      expect(await store.webhookEndpoint(endpoint.id)).toEqual(endpoint);
      expect(await store.event(event.id)).toEqual(event);
    });

    test('of the configuration are found, whoever owns them', async () => {
      const { store, build } = context;
      const mine = build.buildWebhookEndpoint({ source: 'config' });
      const other = build.buildWebhookEndpoint({ source: 'config', ...otherMerchant });
      await commitAll(store, { webhookEndpoints: [mine, other, build.buildWebhookEndpoint()] });
      expect(await store.configuredWebhookEndpoints()).toEqual([mine, other]);
    });

    test('are behind while their book has later events and they are enabled', async () => {
      const { store, build } = context;
      const endpoint = build.buildWebhookEndpoint();
      const disabled = build.buildWebhookEndpoint({ status: 'disabled', disabledReason: 'merchant' });
      await commitAll(store, {
        webhookEndpoints: [endpoint, disabled, build.buildWebhookEndpoint({ livemode: true })],
      });
      expect(await store.webhookEndpointsBehind()).toEqual([]);
      await commitAll(store, { events: [build.buildOutgoingEvent(build.buildPayment())] });
      expect(await store.webhookEndpointsBehind()).toEqual([endpoint]);
      const position = await store.lastEventPosition(testScope);
      await commitAll(store, { webhookEndpoints: [{ ...endpoint, version: 2, position }] });
      expect(await store.webhookEndpointsBehind()).toEqual([]);
    });

    test('go with their deliveries', async () => {
      const { store, build } = context;
      const [gone, kept] = [build.buildWebhookEndpoint(), build.buildWebhookEndpoint()];
      const deliveries = [build.buildWebhookDelivery(gone), build.buildWebhookDelivery(kept)];
      await commitAll(
        store,
        { webhookEndpoints: [gone, kept], webhookDeliveries: deliveries },
        { deletedWebhookEndpoints: [gone.id] },
      );
      expect(await store.webhookEndpoint(gone.id)).toBeNull();
      expect((await store.webhookDeliveries(testScope, {}, everything)).items).toEqual([deliveries[1]]);
      expect((await store.webhookEndpoints(testScope, everything)).items).toEqual([kept]);
    });
  });
}

function describeQueue(context: SuiteContext): void {
  const at = (second: number) => new Date(Date.UTC(2026, 5, 1, 0, 0, second));

  async function endpoint(overrides: Partial<WebhookEndpoint> = {}) {
    const made = context.build.buildWebhookEndpoint(overrides);
    await commitAll(context.store, { webhookEndpoints: [made] });
    return made;
  }

  describe('the queue of webhook deliveries', () => {
    test('gives back what was written, and filters', async () => {
      const { store, build } = context;
      const [mine, other] = [await endpoint(), await endpoint()];
      const ended = build.buildWebhookDelivery(mine, {
        status: 'failed',
        attempt: 11,
        nextAttemptAt: null,
        responseStatus: 500,
        responseExcerpt: 'oops',
        finishedAt: at(9),
      });
      const unanswered = build.buildWebhookDelivery(other, { problem: 'timeout' });
      await commitAll(store, { webhookDeliveries: [ended, unanswered] });
      expect(await store.webhookDelivery(ended.id)).toEqual(ended);
      expect(await store.webhookDeliveryOf(other.id, unanswered.eventId)).toEqual(unanswered);
      expect(await store.webhookDeliveryOf(mine.id, unanswered.eventId)).toBeNull();
      const list = async (filter: object) => (await store.webhookDeliveries(testScope, filter, everything)).items;
      expect(await list({ status: 'failed' })).toEqual([ended]);
      expect(await list({ endpointId: other.id })).toEqual([unanswered]);
      expect(await list({ eventId: ended.eventId })).toEqual([ended]);
    });

    test('gives what is due, earliest first, then in the order of the events', async () => {
      const { store, build } = context;
      const mine = await endpoint();
      const make = (second: number, position: number) =>
        build.buildWebhookDelivery(mine, { nextAttemptAt: at(second), position });
      const [late, second, first, early] = [make(30, 1), make(10, 9), make(10, 8), make(5, 20)];
      const done = build.buildWebhookDelivery(mine, { status: 'succeeded', nextAttemptAt: null, finishedAt: at(1) });
      await commitAll(store, { webhookDeliveries: [late, second, first, early, done] });
      expect(await store.dueWebhookDeliveries(mine.id, at(10), 10)).toEqual([early, first, second]);
      expect(await store.dueWebhookDeliveries(mine.id, at(10), 1)).toEqual([early]);
    });

    test('has an agenda of enabled endpoints with something pending', async () => {
      const { store, build } = context;
      const [late, early, idle] = [await endpoint(), await endpoint(), await endpoint()];
      const off = await endpoint({ status: 'disabled', disabledReason: 'merchant' });
      const make = (of: WebhookEndpoint, second: number) =>
        build.buildWebhookDelivery(of, { nextAttemptAt: at(second) });
      const done = build.buildWebhookDelivery(idle, { status: 'succeeded', nextAttemptAt: null, finishedAt: at(1) });
      await commitAll(store, {
        webhookDeliveries: [make(late, 40), make(late, 20), make(early, 10), make(off, 1), done],
      });
      expect(await store.webhookAgenda()).toEqual([
        { endpointId: early.id, nextAttemptAt: at(10) },
        { endpointId: late.id, nextAttemptAt: at(20) },
      ]);
    });

    test('knows the first pending of a subject, and of the rest', async () => {
      const { store, build } = context;
      const [mine, other] = [await endpoint(), await endpoint()];
      const about = (of: WebhookEndpoint, position: number, overrides: object = {}) =>
        build.buildWebhookDelivery(of, { subjectId: 'pay_1', position, ...overrides });
      const [third, second] = [about(mine, 3), about(mine, 2)];
      const ended = about(mine, 1, { status: 'succeeded', nextAttemptAt: null, finishedAt: at(1) });
      await commitAll(store, { webhookDeliveries: [third, second, ended, about(other, 1)] });
      expect(await store.firstPendingWebhookDelivery(mine.id, 'pay_1')).toEqual(second);
      expect(await store.firstPendingWebhookDelivery(mine.id, 'pay_1', second.id)).toEqual(third);
      expect(await store.firstPendingWebhookDelivery(mine.id, 'pay_2')).toBeNull();
    });

    test('knows when an endpoint last took something', async () => {
      const { store, build } = context;
      const [mine, other] = [await endpoint(), await endpoint()];
      const ended = (of: WebhookEndpoint, status: 'succeeded' | 'failed', second: number) =>
        build.buildWebhookDelivery(of, { status, nextAttemptAt: null, finishedAt: at(second) });
      await commitAll(store, {
        webhookDeliveries: [
          ended(mine, 'succeeded', 10),
          ended(mine, 'succeeded', 20),
          ended(mine, 'failed', 30),
          ended(other, 'failed', 40),
        ],
      });
      expect(await store.lastWebhookSuccessAt(mine.id)).toEqual(at(20));
      expect(await store.lastWebhookSuccessAt(other.id)).toBeNull();
    });
  });
}
