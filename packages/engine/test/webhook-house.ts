import { minuteMs, type Payment } from '@hangil/core';
import type { Scope, WebhookAnswer, WebhookDelivery, WebhookEndpoint, WebhookMessage } from '../src/index.ts';
import { createTestHouse, fresh, type TestHouse } from './test-house.ts';

/** A receiver that notes what comes and answers as it is told, 200 until then. */
export interface TestReceiver {
  readonly got: WebhookMessage[];
  answer: (message: WebhookMessage) => WebhookAnswer | Promise<WebhookAnswer>;
}

export interface WebhookHouse extends TestHouse {
  readonly receiver: TestReceiver;
  addEndpoint(events?: readonly string[], scope?: Scope, url?: string): Promise<WebhookEndpoint>;
  /** Delivers until nothing is due. */
  deliver(): Promise<void>;
  /** Moves the clock in small steps and delivers what becomes due. */
  wait(ms: number): Promise<void>;
  deliveries(filter?: object): Promise<readonly WebhookDelivery[]>;
  reloadEndpoint(endpoint: WebhookEndpoint): Promise<WebhookEndpoint>;
  /** Another payment, so that its events have a lane of their own. */
  another(): Promise<Payment>;
}

export const answered = (status: number, retryAfterMs: number | null = null): WebhookAnswer => ({
  kind: 'answered',
  status,
  excerpt: '',
  retryAfterMs,
});

export function createWebhookHouse(chance: () => number = () => 0): WebhookHouse {
  let woken = false;
  const receiver: TestReceiver = { got: [], answer: () => answered(200) };
  const house = createTestHouse({
    overrides: {
      chance,
      onDeliveryDue: () => {
        woken = true;
      },
      webhookSender: {
        send: async (message) => {
          receiver.got.push(message);
          return receiver.answer(message);
        },
      },
    },
  });
  const { engine, store, scope, clock } = house;
  const everything = { limit: 1_000, cursor: null };
  let orders = 0;

  async function deliver(): Promise<void> {
    for (let isWorking = true; isWorking; ) {
      woken = false;
      const started = await engine.webhooks.startDueDeliveries(64);
      await Promise.all(started);
      const nextAt = await engine.webhooks.nextDeliveryDueAt();
      isWorking = woken || started.length > 0 || (nextAt !== null && nextAt <= clock.now());
    }
  }

  return {
    ...house,
    receiver,
    deliver,
    addEndpoint: async (events = ['*'], owner = scope, url = 'https://shop.example/hooks') =>
      fresh(await engine.webhooks.createEndpoint(owner, { url, events, description: null, sealedSecret: 'sealed' })),
    async wait(ms) {
      const end = clock.now().getTime() + ms;
      await deliver();
      while (clock.now().getTime() < end) {
        const due = await engine.webhooks.nextDeliveryDueAt();
        const step = Math.min(due?.getTime() ?? end, end) - clock.now().getTime();
        clock.advance(Math.max(step, 1));
        await deliver();
      }
    },
    deliveries: async (filter = {}) => (await store.webhookDeliveries(scope, filter, everything)).items,
    async reloadEndpoint({ id }) {
      const found = await store.webhookEndpoint(id);
      if (found === null) throw new Error('gone');
      return found;
    },
    another() {
      orders += 1;
      return house.pay(100, `ORDER-${orders}`);
    },
  };
}

export const longWait = 400 * 60 * minuteMs;
