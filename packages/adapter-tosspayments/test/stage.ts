import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serveApp } from '@hangil/adapter-testkit';
import {
  type ChannelId,
  dayMs,
  money,
  type PaymentAtProvider,
  type PaymentProvider,
  type ProviderAccountId,
  type ProviderReference,
  type RefundRequest,
  type StartPaymentRequest,
} from '@hangil/core';
import { onTestFinished } from 'vitest';
import { createFakeTosspayments } from '../src/fake/index.ts';
import { createTosspayments } from '../src/index.ts';

export const startTime = new Date('2026-03-04T02:00:00.000Z');
export const reference = 'op00000000000000000000000001' as ProviderReference;

export function accountOf(baseUrl: string, now = () => startTime) {
  return {
    id: 'toss-main' as ProviderAccountId,
    settings: { base_url: baseUrl },
    credentials: { client_key: 'test_ck_fake', secret_key: 'test_sk_fake' },
    options: {},
    channels: [{ id: 'toss' as ChannelId, methods: ['card'], settings: {} }],
    eventUrl: 'http://127.0.0.1/webhooks/tosspayments/toss-main',
    clock: { now },
  };
}

/** The adapter in front of its fake, with a clock that a test moves. */
export async function openStage() {
  let nowMs = startTime.getTime();
  let url = '';
  const now = () => new Date(nowMs);
  const fake = createFakeTosspayments({ clock: { now }, publicUrl: () => url });
  const served = await serveApp(fake.app);
  onTestFinished(() => served.close());
  url = served.url;
  const provider = createTosspayments(accountOf(url, now));
  return {
    fake,
    provider,
    url,
    advance(ms: number) {
      nowMs += ms;
    },
  };
}

/** What the provider was sent, whatever it answers. */
export interface SentRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}

/** The adapter in front of a server that gives one answer and writes down what it was sent. */
export async function answering(
  status: number,
  answer: object,
): Promise<{ provider: PaymentProvider; sent: SentRequest[] }> {
  const sent: SentRequest[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      sent.push({ path: request.url ?? '', headers: request.headers, body: text === '' ? null : JSON.parse(text) });
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return {
    provider: createTosspayments(accountOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)),
    sent,
  };
}

export const payment: PaymentAtProvider = {
  channelId: 'toss' as ChannelId,
  reference,
  providerPaymentId: 'tkey_1',
  methodType: 'card',
  amount: money(10_000, 'KRW'),
};

export function startRequest(overrides: Partial<StartPaymentRequest> = {}): StartPaymentRequest {
  return {
    channelId: 'toss' as ChannelId,
    reference,
    amount: money(10_000, 'KRW'),
    taxFreeAmountMinor: 0,
    orderName: 'Blue T-shirt',
    method: { type: 'card' },
    customer: {
      id: '21',
      name: '도건',
      firstName: null,
      lastName: null,
      email: 'do@example.com',
      phone: '010-1234-5678',
      ipAddress: null,
      language: null,
    },
    returnUrl: 'https://shop.example/return',
    expiresAt: null,
    ...overrides,
  };
}

export const virtualAccount = {
  type: 'virtual_account',
  bankCode: '004',
  dueAt: new Date(startTime.getTime() + dayMs + 1),
  holderName: '도건',
} as const;

export function refundRequest(overrides: Partial<RefundRequest> = {}): RefundRequest {
  return {
    payment,
    reference: 'op00000000000000000000000009' as ProviderReference,
    amount: money(3_000, 'KRW'),
    taxFreeAmountMinor: 0,
    returnedBeforeMinor: 1_000,
    reason: null,
    requester: 'customer',
    refundAccount: null,
    ...overrides,
  };
}

/** A Payment object as the provider shows it. */
export function paymentObject(overrides: object = {}): object {
  return {
    paymentKey: 'tkey_1',
    orderId: reference,
    status: 'DONE',
    currency: 'KRW',
    totalAmount: 10_000,
    balanceAmount: 10_000,
    requestedAt: '2026-03-04T11:00:00+09:00',
    approvedAt: '2026-03-04T11:05:00+09:00',
    cancels: null,
    card: null,
    virtualAccount: null,
    aFieldOfTomorrow: { any: 'thing' },
    ...overrides,
  };
}
