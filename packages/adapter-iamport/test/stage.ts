import { type FakeProvider, serveApp } from '@hangil/adapter-testkit';
import {
  type ChannelId,
  currencyCode,
  type PaymentAtProvider,
  type PaymentProvider,
  type ProviderAccountId,
  type ProviderAccountSettings,
  type ProviderReference,
  type RawProviderEvent,
  type RefundRequest,
  type RequestedPaymentMethod,
  type StartPaymentRequest,
} from '@hangil/core';
import { expect, onTestFinished } from 'vitest';
import { createFakeIamport, type FakeIamportOptions } from '../src/fake/index.ts';
import { createIamport } from '../src/index.ts';
import { checkingRequests } from './description/check-requests.ts';

export const startTime = new Date('2026-03-04T02:00:00.000Z');
export const channelId = 'kcp-card' as ChannelId;
export const userCode = 'imp00000000';

export interface Stage {
  readonly fake: FakeProvider;
  readonly provider: PaymentProvider;
  /** Where browsers and other clients reach the fake. */
  readonly fakeUrl: string;
  /** `Authorization` of every request the adapter has sent, in order. */
  readonly authorizations: (string | null)[];
  /** What has arrived at our notice address, in order. */
  readonly notices: RawProviderEvent[];
  /** Resolves when `count` notices have arrived. */
  noticesArrived(count: number): Promise<void>;
  readonly eventUrl: string;
  pass(ms: number): void;
}

type AccountChanges = Partial<Pick<ProviderAccountSettings, 'credentials' | 'options' | 'channels'>>;

/** A fake on a real port, an adapter that talks to it, and a receiver for notices; all closed when the test ends. */
export async function openStage(
  account: AccountChanges = {},
  fakeOptions: Partial<FakeIamportOptions> = {},
): Promise<Stage> {
  let nowMs = startTime.getTime();
  const clock = { now: () => new Date(nowMs) };
  const receiver = await openReceiver();
  let fakeUrl = '';
  const fake = createFakeIamport({
    clock,
    publicUrl: () => fakeUrl,
    noticeUrl: () => receiver.eventUrl,
    ...fakeOptions,
  });
  const authorizations: (string | null)[] = [];
  const served = await serveApp(fake.app);
  const checked = checkingRequests(fake);
  const servedToAdapter = await serveApp({
    fetch(request, ...rest) {
      authorizations.push(request.headers.get('authorization'));
      return checked.fake.app.fetch(request, ...rest);
    },
  });
  fakeUrl = served.url;
  onTestFinished(async () => {
    fake.faults.releaseHeld();
    await Promise.all([served.close(), servedToAdapter.close()]);
    expect(checked.problems, 'requests that the provider does not describe').toEqual([]);
  });
  const settings = accountSettings(servedToAdapter.url);
  const provider = createIamport({ ...settings, ...account, eventUrl: receiver.eventUrl, clock });
  return {
    fake,
    provider,
    fakeUrl,
    authorizations,
    ...receiver,
    pass(ms) {
      nowMs += ms;
    },
  };
}

export function accountSettings(baseUrl: string): ProviderAccountSettings {
  return {
    id: 'iamport-main' as ProviderAccountId,
    settings: { base_url: baseUrl },
    credentials: { imp_key: 'imp_key_test', imp_secret: 'imp_secret_test', user_code: userCode },
    options: {},
    channels: [
      { id: channelId, methods: ['card', 'key_in', 'virtual_account', 'billing_key'], settings: { pg: 'kcp.T0000' } },
    ],
    eventUrl: 'http://127.0.0.1:9/webhooks/iamport/iamport-main',
    clock: { now: () => startTime },
  };
}

async function openReceiver() {
  const notices: RawProviderEvent[] = [];
  let arrived = () => {};
  const served = await serveApp({
    async fetch(request) {
      const body = new Uint8Array(await request.arrayBuffer());
      notices.push({ headers: Object.fromEntries(request.headers), body, receivedAt: startTime });
      arrived();
      return new Response('ok');
    },
  });
  onTestFinished(served.close);
  return {
    notices,
    eventUrl: `${served.url}/webhooks/iamport/iamport-main`,
    async noticesArrived(count: number): Promise<void> {
      while (notices.length < count) {
        await new Promise<void>((resolve) => {
          arrived = resolve;
        });
      }
    },
  };
}

let references = 0;

export function nextReference(): ProviderReference {
  references += 1;
  return `op${String(references).padStart(26, '0')}` as ProviderReference;
}

export function won(amountMinor: number) {
  return { amountMinor, currency: currencyCode('KRW') };
}

export const keyIn: Extract<RequestedPaymentMethod, { type: 'key_in' }> = {
  type: 'key_in',
  card: {
    cardNumber: '5409261234567899',
    expiry: '2030-12',
    birthOrBusinessNumber: '800229',
    password2Digits: '73',
  },
};

export const virtualAccount: Extract<RequestedPaymentMethod, { type: 'virtual_account' }> = {
  type: 'virtual_account',
  bankCode: '088',
  dueAt: new Date('2026-03-06T14:59:59.000Z'),
  holderName: '길상점',
};

export function paymentRequest(changes: Partial<StartPaymentRequest> = {}): StartPaymentRequest {
  return {
    channelId,
    reference: nextReference(),
    amount: won(10_000),
    taxFreeAmountMinor: 0,
    orderName: '파란 티셔츠 외 2건',
    method: { type: 'card' },
    customer: {
      id: '21',
      name: '도건',
      firstName: null,
      lastName: null,
      email: 'do@example.com',
      phone: '01012345678',
      ipAddress: '198.51.100.7',
      language: 'ko',
    },
    returnUrl: 'https://shop.example/return',
    expiresAt: null,
    ...changes,
  };
}

export function atProvider(request: StartPaymentRequest, providerPaymentId: string | null = null): PaymentAtProvider {
  const { reference, amount, method } = request;
  return { channelId, reference, providerPaymentId, methodType: method.type, amount };
}

/** A payment that is paid at the fake: charged by key-in, found in its books. */
export async function paidPayment(
  stage: Stage,
  changes: Partial<StartPaymentRequest> = {},
): Promise<PaymentAtProvider> {
  const request = paymentRequest({ method: keyIn, ...changes });
  const verdict = await stage.provider.payments.start(request, {});
  if (verdict.kind !== 'succeeded') throw new Error(`not paid: ${JSON.stringify(verdict)}`);
  return atProvider(request, verdict.providerTransactionId);
}

export function refundRequest(payment: PaymentAtProvider, changes: Partial<RefundRequest> = {}): RefundRequest {
  return {
    payment,
    reference: nextReference(),
    amount: payment.amount,
    taxFreeAmountMinor: 0,
    returnedBeforeMinor: 0,
    reason: '단순 변심',
    requester: 'customer',
    refundAccount: null,
    ...changes,
  };
}

export function booked({ fake }: Stage, reference: string) {
  return fake.books().payments.find((payment) => payment.reference === reference);
}

export function callsOf({ fake }: Stage, operation: string): number {
  return fake.calls().filter((call) => call.operation === operation).length;
}
