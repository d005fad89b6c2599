import { hourMs, secondMs } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import {
  atProvider,
  channelId,
  openStage,
  paymentRequest,
  type Stage,
  startTime,
  virtualAccount,
  won,
} from './stage.ts';

const settle = {
  id: channelId,
  methods: ['virtual_account'],
  settings: { pg: 'settle.S0001' },
};

async function issued(pg = settle, providerOptions: Record<string, unknown> = {}) {
  const stage = await openStage({ channels: [pg] });
  const request = paymentRequest({ method: virtualAccount, providerOptions });
  const verdict = await stage.provider.payments.start(request, {});
  if (verdict.kind !== 'pending') throw new Error(verdict.kind);
  return { stage, request, payment: atProvider(request, verdict.providerTransactionId ?? null) };
}

/** The port of bank accounts, which this adapter has whole. */
function port({ provider }: Stage) {
  const { change, holder } = provider.virtualAccounts ?? {};
  if (change === undefined || holder === undefined) throw new Error('no port');
  return { change, holder };
}

const dueAt = new Date(startTime.getTime() + 5 * hourMs);

describe('a change of an issued account', () => {
  it('is reported with the amount and time that stand now, and may be repeated', async () => {
    const { stage, payment } = await issued();
    const changed = { kind: 'changed', amount: won(12_000), dueAt };
    for (const _ of [1, 2])
      expect(await port(stage).change({ payment, amount: won(12_000), dueAt }, {})).toEqual(changed);
    expect(await stage.provider.payments.inquire(payment, {})).toMatchObject({
      kind: 'pending',
      nextAction: { dueAt },
    });
  });

  it('is declined once money came', async () => {
    const { stage, request, payment } = await issued();
    await stage.fake.deposit(request.reference);
    expect((await port(stage).change({ payment, amount: won(12_000), dueAt }, {})).kind).toBe('declined');
  });

  it('whose answer is lost is unknown', async () => {
    const { stage, payment } = await issued();
    stage.fake.faults.inject('account_change', { kind: 'lose_after' });
    expect((await port(stage).change({ payment, amount: won(12_000), dueAt }, {})).kind).toBe('unknown');
  });
});

describe('a fixed account', () => {
  it('that is paid again shows the further deposit, once, and the payment stays what it was', async () => {
    const { stage, request, payment } = await issued(settle, { fixed_unlimited: true });
    await stage.fake.deposit(request.reference);
    expect(await stage.provider.payments.inquire(payment, {})).not.toHaveProperty('furtherDeposits');
    stage.pass(60 * secondMs);
    await stage.fake.deposit(request.reference, 3_000);
    expect(await stage.provider.payments.inquire(payment, {})).toMatchObject({
      kind: 'succeeded',
      amount: won(10_000),
      furtherDeposits: [{ amount: won(3_000), occurredAt: new Date(startTime.getTime() + 60 * secondMs) }],
    });
  });

  it('has options that are checked by name', async () => {
    const { stage } = await issued();
    const request = paymentRequest({ method: virtualAccount, providerOptions: { fixed_account: 'x' } });
    expect(stage.provider.payments.check?.(request)).toMatchObject({ param: 'provider_options.iamport.fixed_account' });
  });
});

describe('the holder of an account', () => {
  it.each([
    ['110123456789', { kind: 'found', holderName: '홍길동' }],
    ['12', { kind: 'absent' }],
  ])('of %s is %o', async (accountNumber, reading) => {
    const stage = await openStage();
    expect(await port(stage).holder({ channelId, bankCode: '088', accountNumber }, {})).toEqual(reading);
  });

  it('is unknown while the provider does not answer', async () => {
    const stage = await openStage();
    stage.fake.faults.inject('account_holder', { kind: 'lose_before' });
    expect((await port(stage).holder({ channelId, bankCode: '088', accountNumber: '110123456789' }, {})).kind).toBe(
      'unknown',
    );
  });
});
