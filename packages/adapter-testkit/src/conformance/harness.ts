import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type {
  ChannelId,
  PaymentAtProvider,
  PaymentProvider,
  PaymentVerdict,
  PendingPayment,
  ProviderAccountId,
  ProviderAccountSettings,
  ProviderReference,
  RawProviderEvent,
  StartPaymentRequest,
} from '@hangil/core';
import type { FakePayment, FakeProvider } from '../fake-provider.ts';
import { type ServedApp, serveApp } from '../serve-fake.ts';
import { expectKind } from './expectations.ts';
import { recordCalls } from './record-calls.ts';
import { assertNothingSecret, secretsOf } from './secret-search.ts';
import { type ConformanceSubject, conformanceTime, type PaymentSample } from './subject.ts';

/** One provider account of the adapter, its fake on a real port, and what the provider has called us with. */
export interface Stage {
  readonly subject: ConformanceSubject;
  readonly fake: FakeProvider;
  readonly provider: PaymentProvider;
  /** What has arrived at our event address, in order. */
  readonly events: readonly RawProviderEvent[];
  /** A reference that nobody has used. */
  nextReference(): ProviderReference;
  /** The time of the provider and ours. */
  now(): Date;
  /** Lets time pass for the provider and for us. */
  passTime(milliseconds: number): void;
  /** Lets the time pass after which the provider shows what it has created. */
  untilVisible(): void;
  /** From now on nobody listens at the provider's address. */
  stopFake(): Promise<void>;
}

/** Sets a stage, acts on it, looks for secrets in everything the provider port gave, and clears up. */
export async function onStage(subject: ConformanceSubject, act: (stage: Stage) => Promise<void>): Promise<void> {
  let nowMs = conformanceTime.getTime();
  let references = 0;
  const clock = { now: () => new Date(nowMs) };
  const events: RawProviderEvent[] = [];
  const receiver = await serveReceiver(events, () => clock.now());
  const eventUrl = `${receiver.url}/webhooks/${subject.adapter.manifest.id}/conformance`;
  let fakeUrl = '';
  const fake = subject.createFake({ clock, publicUrl: () => fakeUrl, noticeUrl: () => eventUrl });
  const served = await serveApp(fake.app);
  fakeUrl = served.url;
  const { inquiry } = subject.adapter.manifest;
  try {
    const calls: [string, unknown][] = [];
    const provider = subject.adapter.create({ ...accountSettings(subject, fakeUrl), eventUrl, clock });
    await act({
      subject,
      fake,
      provider: recordCalls(provider, (call, result) => calls.push([call, result])),
      events,
      nextReference() {
        references += 1;
        return `op${String(references).padStart(26, '0')}` as ProviderReference;
      },
      now: () => clock.now(),
      passTime(milliseconds) {
        nowMs += milliseconds;
      },
      untilVisible() {
        if (inquiry.kind === 'eventual') nowMs += inquiry.visibilityDelayMs;
      },
      async stopFake() {
        await served.close();
        // Two turns of the event loop, so that the adapter's kept connections have noticed their end: a request written on
        // one of them may have been sent, and rightly ends as unknown.
        await setImmediate();
        await setImmediate();
      },
    });
    const secrets = secretsOf(subject);
    for (const [call, result] of calls) assertNothingSecret(`the result of ${call}`, result, secrets);
  } finally {
    fake.faults.releaseHeld();
    await Promise.all([served.close(), receiver.close()]);
  }
}

/** The configuration of the subject as an adapter receives it. */
export function accountSettings(subject: ConformanceSubject, fakeUrl: string): ProviderAccountSettings {
  const { channels, ...account } = subject.account(fakeUrl);
  return {
    ...account,
    id: 'conformance' as ProviderAccountId,
    channels: channels.map((channel) => ({ ...channel, id: channel.id as ChannelId })),
    eventUrl: `http://127.0.0.1/webhooks/${subject.adapter.manifest.id}/conformance`,
    clock: { now: () => conformanceTime },
  };
}

/** The ports that the adapter offers with this configuration. */
export function offeredPorts(subject: ConformanceSubject): PaymentProvider {
  return subject.adapter.create(accountSettings(subject, 'http://127.0.0.1:9'));
}

function serveReceiver(events: RawProviderEvent[], now: () => Date): Promise<ServedApp> {
  return serveApp({
    async fetch(request) {
      const body = new Uint8Array(await request.arrayBuffer());
      events.push({ headers: Object.fromEntries(request.headers), body, receivedAt: now() });
      return new Response('ok');
    },
  });
}

/** The sample as a request of its own. */
export function requestFor<Sample extends { readonly channelId?: string }>(
  { subject, nextReference }: Stage,
  sample: Sample,
): Sample & { readonly channelId: ChannelId; readonly reference: ProviderReference } {
  return { ...sample, channelId: (sample.channelId ?? subject.channelId) as ChannelId, reference: nextReference() };
}

export interface StartedPayment {
  readonly verdict: PaymentVerdict;
  readonly reference: ProviderReference;
  /** For inquiries by our reference. */
  readonly payment: PaymentAtProvider;
}

export async function startPayment(stage: Stage, sample: PaymentSample): Promise<StartedPayment> {
  const request = requestFor(stage, sample);
  const verdict = await stage.provider.payments.start(request, {});
  return { verdict, reference: request.reference, payment: atProvider(request) };
}

/** Names the payment of a request at the provider, by our reference. */
export function atProvider({ channelId, reference, method, amount }: StartPaymentRequest): PaymentAtProvider {
  return { channelId, reference, providerPaymentId: null, methodType: method.type, amount };
}

/** An open payment as far as it is known: where the answer to the start tells nothing yet, the provider is asked. */
export async function whatIsOpen(stage: Stage, { verdict, payment }: StartedPayment): Promise<PendingPayment> {
  const opened = expectKind(verdict, ['pending'], 'nobody has paid yet');
  assert.ok(opened.nextAction !== null, 'nobody is told what to do or to wait');
  if (opened.waitsFor !== 'provider') return opened;
  return expectKind(await stage.provider.payments.inquire(payment, {}), ['pending'], 'nobody has paid yet');
}

/** What the fake's own books say about a payment. */
export function bookedPayment(stage: Stage, reference: string): FakePayment | undefined {
  return stage.fake.books().payments.find((payment) => payment.reference === reference);
}

/** The latest provider event. */
export function latestEvent(stage: Stage): RawProviderEvent {
  const event = stage.events.at(-1);
  assert.ok(event !== undefined, 'no notice has arrived; the fake has to await `notices.post` and to use `noticeUrl`');
  return event;
}

const patienceMs = 5_000;

/** @throws Error saying `otherwise` when the promise has not settled within five seconds */
export async function settled<Value>(promise: Promise<Value>, otherwise: string): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(otherwise)), patienceMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
