import { currencyCode, type ProviderReference, type StartPaymentRequest } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import { atProvider, booked, callsOf, channelId, keyIn, openStage, paymentRequest, type Stage, won } from './stage.ts';
import { card, openStranger } from './stranger.ts';

const keyReference = 'customer-1-card-1' as ProviderReference;
const onKey = (reference = keyReference) => ({
  method: { type: 'billing_key', billingKeyId: 'bk_1' } as const,
  billingKey: { channelId, reference, providerKey: reference },
});

async function issueKey(stage: Stage): Promise<void> {
  const stranger = await openStranger(stage);
  await stranger.call('POST', `/subscribe/customers/${keyReference}`, card);
}

const ways: [string, Partial<StartPaymentRequest>, string][] = [
  ['key-in', { method: keyIn }, 'onetime'],
  ['a billing key', onKey(), 'again'],
];

describe.each(ways)('a charge by %s', (_, way, operation) => {
  async function stageWithKey() {
    const stage = await openStage();
    await issueKey(stage);
    return { stage, request: paymentRequest(way) };
  }

  it('that is approved is succeeded with the facts of the provider, and its notice comes', async () => {
    const { stage, request } = await stageWithKey();
    const verdict = await stage.provider.payments.start(request, {});
    expect(verdict).toMatchObject({
      kind: 'succeeded',
      amount: won(10_000),
      reference: request.reference,
      providerTransactionId: booked(stage, request.reference)?.providerPaymentId,
      returnedMinor: 0,
      details: { maskedNumber: '540926******7899' },
    });
    await stage.noticesArrived(1);
    expect(stage.notices.map((notice) => stage.provider.events?.read(notice))).toMatchObject([
      {
        subject: { reference: request.reference },
        content: { kind: 'hint' },
      },
    ]);
  });

  it('that the card company declines (code 0, status failed) is declined', async () => {
    const { stage, request } = await stageWithKey();
    stage.fake.decideNext('decline');
    expect(await stage.provider.payments.start(request, {})).toMatchObject({
      kind: 'declined',
      reason: 'limit_exceeded',
      provider: { code: '8324', message: '[8324] 카드 한도초과' },
      providerTransactionId: booked(stage, request.reference)?.providerPaymentId,
    });
  });

  it('that the provider works on is pending without a shopper, and found when it ends', async () => {
    const { stage, request } = await stageWithKey();
    stage.fake.decideNext('wait');
    expect(await stage.provider.payments.start(request, {})).toMatchObject({ kind: 'pending', waitsFor: 'provider' });
    expect((await stage.provider.payments.cancel?.(atProvider(request), {}))?.kind).toBe('not_created');
    await stage.fake.shopper(request.reference, 'approve');
    expect((await stage.provider.payments.inquire(atProvider(request), {})).kind).toBe('succeeded');
  });

  it.each([
    ['lost before the provider acted', { kind: 'lose_before' } as const, 0],
    ['lost after', { kind: 'lose_after' } as const, 1],
    ['answered with 500 after', { kind: 'error_after', status: 500 } as const, 1],
    ['answered with HTML', { kind: 'garbage', body: '<html></html>' } as const, 1],
    ['answered with code 0 and nothing else', { kind: 'garbage', body: '{"code":0,"response":null}' } as const, 1],
  ])('whose call is %s is unknown, and the inquiry tells the truth of the books', async (_name, fault, charges) => {
    const { stage, request } = await stageWithKey();
    stage.fake.faults.inject(operation, fault);
    expect((await stage.provider.payments.start(request, {})).kind).toBe('unknown');
    const reading = await stage.provider.payments.inquire(atProvider(request), {});
    expect(reading.kind).toBe(charges === 1 ? 'succeeded' : 'absent');
    expect(booked(stage, request.reference)?.charges ?? 0).toBe(charges);
    expect(callsOf(stage, operation)).toBe(1);
  });

  it('of an order that is already paid is unknown, not declined: it may be our own money', async () => {
    const { stage, request } = await stageWithKey();
    stage.fake.faults.inject(operation, { kind: 'lose_after' });
    await stage.provider.payments.start(request, {});
    expect((await stage.provider.payments.start(request, {})).kind).toBe('unknown');
    expect((await stage.provider.payments.inquire(atProvider(request), {})).kind).toBe('succeeded');
    expect(booked(stage, request.reference)?.charges).toBe(1);
  });

  it('in dollars keeps its cents', async () => {
    const { stage, request } = await stageWithKey();
    const amount = { amountMinor: 1_420, currency: currencyCode('USD') };
    expect(await stage.provider.payments.start({ ...request, amount }, {})).toMatchObject({
      kind: 'succeeded',
      amount,
    });
  });
});

describe('a charge that never gets to the card company (code not 0, no response)', () => {
  it.each([
    ['an expired card', { method: { ...keyIn, card: { ...keyIn.card, expiry: '2020-01' } } }, 'card_expired'],
    [
      'a card number of the wrong length',
      { method: { ...keyIn, card: { ...keyIn.card, cardNumber: '4111' } } },
      'card_invalid',
    ],
    ['an unknown billing key', onKey('nobody' as ProviderReference), 'other'],
  ])('%s is declined', async (_, way, reason) => {
    const stage = await openStage();
    const request = paymentRequest(way);
    expect(await stage.provider.payments.start(request, {})).toMatchObject({ kind: 'declined', reason });
    expect(booked(stage, request.reference)).toBeUndefined();
  });
});
