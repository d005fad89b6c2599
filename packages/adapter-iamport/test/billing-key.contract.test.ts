import type { BillingKeyAtProvider, ChannelId, IssueBillingKeyRequest } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import { callsOf, channelId, keyIn, nextReference, openStage, paymentRequest, type Stage } from './stage.ts';

const customer = paymentRequest().customer;

function issueRequest(changes: Partial<IssueBillingKeyRequest> = {}): IssueBillingKeyRequest {
  const method = { type: 'key_in', card: keyIn.card } as const;
  return { channelId, reference: nextReference(), method, customer, returnUrl: null, ...changes };
}

const atProvider = ({ channelId, reference }: IssueBillingKeyRequest): BillingKeyAtProvider => ({
  channelId,
  reference,
  providerKey: null,
});

/** The billing key port, which this adapter has. */
function port({ provider }: Stage) {
  if (provider.billingKeys === undefined) throw new Error('no billing keys');
  return provider.billingKeys;
}

describe('a billing key by key-in', () => {
  it('is issued under our own reference, and found by it', async () => {
    const stage = await openStage();
    const request = issueRequest();
    const issued = {
      kind: 'issued',
      reference: request.reference,
      providerKey: request.reference,
      card: { company: 'BC카드', maskedNumber: '540926******7899' },
      channels: [{ channelId, pgName: 'kcp', status: 'active', provider: null }],
    };
    expect(await port(stage).issue(request, {})).toEqual(issued);
    expect(await port(stage).inquire?.(atProvider(request), {})).toEqual(issued);
  });

  it.each([
    ['lost before the provider acted', { kind: 'lose_before' } as const, 'absent'],
    ['lost after', { kind: 'lose_after' } as const, 'issued'],
    ['answered with 500 after', { kind: 'error_after', status: 500 } as const, 'issued'],
    ['answered with HTML', { kind: 'garbage', body: '<html></html>' } as const, 'issued'],
  ])('whose call is %s is unknown, and the inquiry tells the truth', async (_name, fault, reading) => {
    const stage = await openStage();
    const request = issueRequest();
    stage.fake.faults.inject('billing_key_issue', fault);
    expect((await port(stage).issue(request, {})).kind).toBe('unknown');
    expect((await port(stage).inquire?.(atProvider(request), {}))?.kind).toBe(reading);
    expect(callsOf(stage, 'billing_key_issue')).toBe(1);
  });

  it('of a card that is refused is declined, without what was typed in', async () => {
    const stage = await openStage();
    const card = { ...keyIn.card, expiry: '2020-01' };
    const verdict = await port(stage).issue(issueRequest({ method: { type: 'key_in', card } }), {});
    expect(verdict).toMatchObject({ kind: 'declined', reason: 'card_expired' });
    expect(JSON.stringify(verdict)).not.toContain(card.cardNumber);
  });

  it('of several PGs shows which took it and which did not', async () => {
    const other = 'nice' as ChannelId;
    const stage = await openStage({
      channels: [
        { id: channelId, methods: ['billing_key'], settings: { pg: 'kcp.T0000' } },
        { id: other, methods: ['billing_key'], settings: { pg: 'nice_v2.nictest00m' } },
      ],
    });
    const providerOptions = { channel_group_id: 'channel-group-test' };
    expect(await port(stage).issue(issueRequest({ providerOptions }), {})).toMatchObject({
      kind: 'issued',
      card: { maskedNumber: '540926******7899' },
      channels: [
        { channelId, pgName: 'kcp', status: 'active' },
        { channelId: other, pgName: 'nice_v2', status: 'failed', provider: { code: 'PG_PROVIDER' } },
      ],
    });
  });
});

describe('a billing key by the window', () => {
  it('opens for no money, under our reference as order and as key, and is found once the shopper is done', async () => {
    const stage = await openStage();
    const request = issueRequest({ method: { type: 'window' }, returnUrl: 'https://shop.example/return' });
    const verdict = await port(stage).issue(request, {});
    if (verdict.kind !== 'pending' || verdict.nextAction?.type !== 'browser_sdk') throw new Error(verdict.kind);
    const { params } = verdict.nextAction;
    expect(params).toMatchObject({ amount: 0, merchant_uid: request.reference, customer_uid: request.reference });
    expect((await port(stage).inquire?.(atProvider(request), {}))?.kind).toBe('absent');
    stage.fake.openWindow?.(params);
    await stage.fake.shopper(request.reference, 'approve');
    expect(await port(stage).inquire?.(atProvider(request), {})).toMatchObject({
      kind: 'issued',
      reference: request.reference,
    });
    expect(stage.fake.books().payments.every(({ charges }) => charges === 0)).toBe(true);
  });
});

describe('what is checked before a key is asked for', () => {
  it.each([
    [{ providerOptions: { channel_grp: 'x' } }, 'provider_options.iamport.channel_grp'],
    [
      { method: { type: 'window' } as const, providerOptions: { channel_group_id: 'g' } },
      'provider_options.iamport.channel_group_id',
    ],
  ])('%o names %s', async (changes, param) => {
    const stage = await openStage();
    expect(port(stage).check?.(issueRequest(changes))).toMatchObject({ param });
  });

  it('tosspayments needs the customer’s id', async () => {
    const toss = { id: channelId, methods: ['billing_key'], settings: { pg: 'tosspayments.iamporttest_4' } };
    const stage = await openStage({ channels: [toss] });
    expect(port(stage).check?.(issueRequest({ customer: { ...customer, id: null } }))).toMatchObject({
      param: 'customer.id',
    });
    expect(port(stage).check?.(issueRequest())).toBeNull();
  });
});

describe('deleting a billing key', () => {
  it('ends it, also the second time', async () => {
    const stage = await openStage();
    const request = issueRequest();
    await port(stage).issue(request, {});
    const deletion = { key: atProvider(request), reason: null, requester: 'customer' } as const;
    expect(await port(stage).delete(deletion, {})).toEqual({ kind: 'deleted' });
    expect((await port(stage).inquire?.(atProvider(request), {}))?.kind).toBe('absent');
    expect(await port(stage).delete(deletion, {})).toEqual({ kind: 'deleted' });
  });

  it('whose call is lost is unknown', async () => {
    const stage = await openStage();
    const request = issueRequest();
    await port(stage).issue(request, {});
    stage.fake.faults.inject('billing_key_delete', { kind: 'lose_after' });
    const deletion = { key: atProvider(request), reason: '해지', requester: 'admin' } as const;
    expect((await port(stage).delete(deletion, {})).kind).toBe('unknown');
  });
});

describe('options of charges without a window', () => {
  it.each([
    [{ type: 'billing_key', billingKeyId: 'bk_1' } as const, { secure_3d: {} }, 'provider_options.iamport.secure_3d'],
    [keyIn, { secure_3d: { charge_id: 'c' } }, 'provider_options.iamport.secure_3d.token'],
    [keyIn, { card_quota: -1 }, 'provider_options.iamport.card_quota'],
  ])('%o with %o names %s', async (method, providerOptions, param) => {
    const stage = await openStage();
    expect(stage.provider.payments.check?.(paymentRequest({ method, providerOptions }))).toMatchObject({ param });
  });
});
