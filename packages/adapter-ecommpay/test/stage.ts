import { type FakeProvider, serveApp } from '@hangil/adapter-testkit';
import {
  currencyCode,
  type PaymentAtProvider,
  type PaymentProvider,
  type PaymentReading,
  type PayoutReading,
  type PayoutRequest,
  type ProviderEventReading,
  type StartPaymentRequest,
} from '@hangil/core';
import { createFakeEcommpay } from '../src/fake/index.ts';
import { createEcommpay } from '../src/index.ts';
import { accountSettings, channels, customer, now, reference } from './account.ts';

export interface Stage {
  readonly fake: FakeProvider;
  readonly provider: PaymentProvider;
  /** Every callback that arrived, as the adapter reads it. */
  readonly events: readonly ProviderEventReading[];
  readonly url: string;
  /** Moves the clock of the fake and the adapter. */
  advance(ms: number): void;
}

/** The adapter and its fake over real HTTP, with a receiver that reads callbacks through the adapter. */
export async function onStage(act: (stage: Stage) => Promise<void>): Promise<void> {
  const events: ProviderEventReading[] = [];
  let read: (body: Uint8Array) => void = () => {};
  const receiver = await serveApp({
    async fetch(request) {
      read(new Uint8Array(await request.arrayBuffer()));
      return new Response('ok');
    },
  });
  let url = '';
  let nowMs = now.getTime();
  const clock = { now: () => new Date(nowMs) };
  const fake = createFakeEcommpay({ clock, publicUrl: () => url });
  const served = await serveApp(fake.app);
  url = served.url;
  const settings = accountSettings(url, `${receiver.url}/webhooks/ecommpay/ecommpay-kr`);
  const provider = createEcommpay({ ...settings, clock });
  read = (body) => {
    const reading = provider.events?.read({ headers: {}, body, receivedAt: now });
    if (reading !== undefined) events.push(reading);
  };
  try {
    const advance = (ms: number) => {
      nowMs += ms;
    };
    await act({ fake, provider, events, url, advance });
  } finally {
    fake.faults.releaseHeld();
    await Promise.all([served.close(), receiver.close()]);
  }
}

export const amount = { amountMinor: 10_000, currency: currencyCode('KRW') };

export function saleRequest(change: Partial<StartPaymentRequest> = {}): StartPaymentRequest {
  return {
    channelId: channels.redirect,
    reference,
    amount,
    taxFreeAmountMinor: 0,
    orderName: 'Blue T-shirt',
    method: { type: 'bank_transfer' },
    customer,
    returnUrl: 'https://shop.example/return?order=1001',
    expiresAt: null,
    ...change,
  };
}

export function payoutRequest(change: Partial<PayoutRequest> = {}): PayoutRequest {
  const destination = {
    bankCode: '088',
    providerBankId: null,
    accountNumber: '950-001413-01-010',
    holderName: '홍길동',
  };
  return { channelId: channels.redirect, reference, amount, destination, customer, ...change };
}

export function asked(change: Partial<PaymentAtProvider> = {}): PaymentAtProvider {
  return {
    channelId: channels.redirect,
    reference,
    providerPaymentId: null,
    methodType: 'bank_transfer',
    amount,
    ...change,
  };
}

/** What the latest callback says about the payment or payout. */
export function latestReading(events: readonly ProviderEventReading[]): PaymentReading | PayoutReading {
  const event = events.at(-1);
  if (event?.kind !== 'accepted' || !('reading' in event.content))
    throw new Error(`no reading in ${JSON.stringify(event)}`);
  return event.content.reading;
}
