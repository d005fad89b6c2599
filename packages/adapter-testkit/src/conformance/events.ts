import assert from 'node:assert/strict';
import type { ProviderEventPort, ProviderEventReading, ProviderReference, RawProviderEvent } from '@hangil/core';
import fc from 'fast-check';
import { awaitDeposit } from './deposits.ts';
import { expectDeclined, expectSucceeded, type MovedMoney } from './expectations.ts';
import { latestEvent, offeredPorts, onStage, requestFor, type Stage, settled } from './harness.ts';
import { announcedSample, canBeDeclined, endPayment, unpaidPayment } from './paid-payment.ts';
import { sendPayout } from './payouts.ts';
import type { ConformanceSubject, PaymentSample, Scenario } from './subject.ts';
import { provesSafely } from './watch-comparisons.ts';

const group = 'events';

type Accepted = Extract<ProviderEventReading, { kind: 'accepted' }>;
type MakeScenario = (name: string, act: (stage: Stage, port: ProviderEventPort) => Promise<void>) => Scenario;

export function eventScenarios(subject: ConformanceSubject): Scenario[] {
  if (offeredPorts(subject).events === undefined) return [];
  const scenario: MakeScenario = (name, act) => ({
    group,
    name,
    run: () =>
      onStage(subject, async (stage) => {
        const { events } = stage.provider;
        assert.ok(events !== undefined);
        await act(stage, events);
      }),
  });
  const isEvidence = subject.adapter.manifest.events.trust === 'evidence';
  const announced = announcedSample(subject);
  const { start } = subject.operations;
  const { payment } = subject.samples;
  return [
    ...garbageScenarios(scenario),
    ...(announced === undefined ? [] : keyScenarios(subject, scenario)),
    ...(announced === undefined || isEvidence ? [] : hintScenarios(scenario)),
    ...(announced === undefined || !isEvidence ? [] : paymentEvidenceScenarios(subject, announced, scenario)),
    ...(isEvidence ? otherEvidenceScenarios(subject, scenario) : []),
    ...(start === undefined || payment === undefined ? [] : [earlyEventScenario(start, payment, scenario)]),
  ];
}

function keyScenarios(subject: ConformanceSubject, scenario: MakeScenario): Scenario[] {
  return [
    scenario('an authentic event is accepted and names the payment by our reference', async (stage, port) => {
      const { reference } = await endPayment(stage);
      const { subject } = accepted(port.read(latestEvent(stage)));
      assert.equal(subject.reference, reference);
    }),
    scenario('a copy of an event has the same key, whenever and through whatever it comes', async (stage, port) => {
      stage.fake.notices.repeat(2);
      await endPayment(stage);
      const [original, copy] = stage.events.slice(-2);
      assert.ok(original && copy, 'the notice did not come twice');
      assert.deepEqual(copy.body, original.body);
      const receivedAt = new Date(copy.receivedAt.getTime() + 3_600_000);
      const detour = { ...copy, receivedAt, headers: { ...copy.headers, 'x-forwarded-for': '198.51.100.7' } };
      const keys = [original, copy, detour].map((event) => accepted(port.read(event)).eventKey);
      assert.equal(new Set(keys).size, 1, `copies have different keys: ${keys.join(', ')}`);
    }),
    scenario('events that come in another order, and again, are read as before', async (stage, port) => {
      await endPayment(stage);
      await endPayment(stage);
      const inOrder = stage.events.map((event) => port.read(event));
      const reversed = [...stage.events].reverse().map((event) => port.read(event));
      assert.deepEqual(reversed.reverse(), inOrder, 'what an event says depends on what came before it');
    }),
    scenario('different events have different keys', async (stage, port) => {
      await endPayment(stage);
      await endPayment(stage);
      if (canBeDeclined(subject)) await endPayment(stage, 'decline');
      const { deposit } = subject.samples;
      if (deposit !== undefined) {
        const { reference } = await awaitDeposit(stage, deposit);
        await stage.fake.deposit(reference);
      }
      const bodies = new Map(stage.events.map((event) => [Buffer.from(event.body).toString('latin1'), event]));
      const keys = [...bodies.values()].map((event) => accepted(port.read(event)).eventKey);
      assert.ok(keys.length > 1, 'the fake does not send a notice for every payment');
      assert.equal(new Set(keys).size, keys.length, `events share a key: ${keys.join(', ')}`);
    }),
  ];
}

function garbageScenarios(scenario: MakeScenario): Scenario[] {
  return [
    scenario('what is no message at all is unreadable', async (_, port) => {
      for (const body of [new Uint8Array(), new Uint8Array([0xff, 0xfe, 0x00]), Buffer.from('{"cut')]) {
        assert.deepEqual(port.read(rawEvent(body)), { kind: 'rejected', reason: 'unreadable' });
      }
    }),
    scenario('arbitrary bytes and arbitrary JSON are rejected and never throw', async (_, port) => {
      const bodies = fc.oneof(
        fc.uint8Array(),
        fc.json().map((text) => Buffer.from(text)),
      );
      const headers = fc.constantFrom<Record<string, string>>(
        {},
        { 'content-type': 'application/json' },
        { 'content-type': 'application/x-www-form-urlencoded' },
      );
      fc.assert(
        fc.property(bodies, headers, (body, sent) => {
          assert.equal(port.read({ ...rawEvent(body), headers: sent }).kind, 'rejected');
        }),
      );
    }),
  ];
}

/** Events that prove themselves stand for an inquiry. */
function paymentEvidenceScenarios(
  subject: ConformanceSubject,
  { amount }: PaymentSample,
  scenario: MakeScenario,
): Scenario[] {
  return [
    scenario('the event of a paid payment carries exactly what was paid', async (stage, port) => {
      const { reference } = await endPayment(stage);
      expectMoved(port.read(latestEvent(stage)), 'payment', { amount, reference });
    }),
    ...(canBeDeclined(subject) ? [declineEventScenario(scenario)] : []),
    scenario('an event that reports another amount is told with that amount', async (stage, port) => {
      const amountMinor = amount.amountMinor + 1;
      const { reference } = await endPayment(stage, 'approve', { amountMinor });
      expectMoved(port.read(latestEvent(stage)), 'payment', { amount: { ...amount, amountMinor }, reference });
    }),
    scenario('a forged event is rejected', async (stage, port) => {
      const { reference } = await unpaidPayment(stage);
      const event = forged(stage, reference);
      assert.equal(port.read(event).kind, 'rejected');
      const { 'content-type': contentType = '' } = event.headers;
      const bare = { ...event, headers: { 'content-type': contentType } };
      assert.equal(port.read(bare).kind, 'rejected', 'without any signature it was accepted');
    }),
    scenario('the proof of an event is compared in constant time', async (stage, port) => {
      await endPayment(stage);
      const event = latestEvent(stage);
      assert.ok(
        provesSafely(() => void port.read(event)),
        'use isSameText of the kit, or timingSafeEqual or verify of node:crypto',
      );
    }),
    scenario('an event that was changed in one place is rejected or says the same', async (stage, port) => {
      await endPayment(stage);
      const event = latestEvent(stage);
      const { content } = accepted(port.read(event));
      fc.assert(
        fc.property(fc.nat(event.body.length - 1), fc.integer({ min: 1, max: 255 }), (index, difference) => {
          const body = event.body.map((byte, at) => (at === index ? byte ^ difference : byte));
          const reading = port.read({ ...event, body });
          if (reading.kind === 'accepted') assert.deepEqual(reading.content, content);
        }),
        { numRuns: 300 },
      );
    }),
  ];
}

function declineEventScenario(scenario: MakeScenario): Scenario {
  return scenario('the event of a declined payment says so', async (stage, port) => {
    await endPayment(stage, 'decline');
    const { content } = accepted(port.read(latestEvent(stage)));
    assert.equal(content.kind, 'payment');
    expectDeclined(content.reading, 'nobody has paid');
  });
}

function otherEvidenceScenarios({ samples }: ConformanceSubject, scenario: MakeScenario): Scenario[] {
  const { deposit, payout } = samples;
  return [
    ...(deposit === undefined
      ? []
      : [
          scenario('the event of a deposit carries exactly what was deposited', async (stage, port) => {
            const { reference } = await awaitDeposit(stage, deposit);
            const amountMinor = deposit.amount.amountMinor - 1;
            await stage.fake.deposit(reference, amountMinor);
            expectMoved(port.read(latestEvent(stage)), 'payment', {
              amount: { ...deposit.amount, amountMinor },
              reference,
            });
          }),
        ]),
    ...(payout === undefined
      ? []
      : [
          scenario('the event of a payout carries exactly what was paid out', async (stage, port) => {
            stage.fake.decideNext('wait');
            const { request } = await sendPayout(stage, payout);
            await stage.fake.payout(request.reference, 'approve');
            expectMoved(port.read(latestEvent(stage)), 'payout', request);
          }),
        ]),
  ];
}

/** Events that anybody could have sent only say: ask. */
function hintScenarios(scenario: MakeScenario): Scenario[] {
  return [
    scenario('an event is a hint and decides nothing', async (stage, port) => {
      await endPayment(stage);
      assert.deepEqual(accepted(port.read(latestEvent(stage))).content, { kind: 'hint' });
    }),
    scenario('a forged event is rejected or a hint, and asking about it finds no money', async (stage, port) => {
      const { payment, reference } = await unpaidPayment(stage);
      const reading = port.read(forged(stage, reference));
      if (reading.kind === 'rejected') return;
      assert.deepEqual(reading.content, { kind: 'hint' });
      const asked = { ...payment, providerPaymentId: reading.subject.providerTransactionId };
      assert.notEqual((await stage.provider.payments.inquire(asked, {})).kind, 'succeeded');
    }),
  ];
}

function earlyEventScenario(start: string, payment: PaymentSample, scenario: MakeScenario): Scenario {
  return scenario(
    'an event that comes before the answer to the start names the payment by our reference',
    async (stage, port) => {
      const request = requestFor(stage, payment);
      stage.fake.faults.inject(start, { kind: 'hold_after' });
      const answer = stage.provider.payments.start(request, {});
      await settled(stage.fake.faults.whenHeld(), `${start} was not called`);
      // Where an approval is to be confirmed, nothing may be told of it yet.
      const ends = stage.provider.payments.confirm === undefined ? 'approve' : 'decline';
      await stage.fake.shopper(request.reference, ends);
      assert.equal(accepted(port.read(latestEvent(stage))).subject.reference, request.reference);
      stage.fake.faults.releaseHeld();
      await answer;
    },
  );
}

function rawEvent(body: Uint8Array): RawProviderEvent {
  return { headers: { 'content-type': 'application/json' }, body, receivedAt: new Date(0) };
}

function forged(stage: Stage, reference: ProviderReference): RawProviderEvent {
  const { headers, body } = stage.fake.forgeNotice(reference);
  const lowerCase = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return { headers: Object.fromEntries(lowerCase), body: Buffer.from(body), receivedAt: new Date(0) };
}

function accepted(reading: ProviderEventReading): Accepted {
  assert.ok(reading.kind === 'accepted', `an authentic event was rejected: ${JSON.stringify(reading)}`);
  return reading;
}

function expectMoved(reading: ProviderEventReading, kind: 'payment' | 'payout', expected: MovedMoney): void {
  const { content } = accepted(reading);
  assert.ok(content.kind === kind, `expected a ${kind}, got ${JSON.stringify(content)}`);
  expectSucceeded(content.reading, expected, 'the event proves it');
}
