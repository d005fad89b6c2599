import { type BankListPort, type ChannelId, hourMs, minuteMs, type ProviderBank, unknown } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import { createEngine } from '../src/index.ts';
import { createTestHouse } from './test-house.ts';

const bank = (providerBankId: string): ProviderBank => ({
  providerBankId,
  name: `Bank ${providerBankId}`,
  bankCode: null,
});
const shipped = [bank('1'), bank('2')];

function houseWithBanks() {
  const house = createTestHouse();
  let answer: Awaited<ReturnType<BankListPort['fetch']>> = { kind: 'banks', banks: [bank('2'), bank('3')] };
  let asked = 0;
  const banks: BankListPort = {
    shipped,
    fetch: async () => {
      asked += 1;
      return answer;
    },
  };
  const { directory } = house.dependencies;
  const engine = createEngine({
    ...house.dependencies,
    directory: { ...directory, provider: (id) => ({ ...house.bank.provider, ...directory.provider(id), banks }) },
  });
  return {
    ...house,
    list: (channelId: string | null = null) =>
      engine.listBanks(house.scope, { operation: 'payout', channelId: channelId as ChannelId | null }),
    answer: (next: typeof answer) => {
      answer = next;
    },
    asked: () => asked,
  };
}

describe('the bank list', () => {
  it('is the provider’s own, asked for once an hour, with what differs from the shipped table', async () => {
    const house = houseWithBanks();
    const fetchedAt = house.clock.now();
    const live = {
      channelId: 'bank-all',
      operation: 'payout',
      banks: [bank('2'), bank('3')],
      fetchedAt,
      difference: { onlyAtProvider: [bank('3')], onlyShipped: [bank('1')] },
    };
    expect(await house.list()).toEqual({ ...live, source: 'live' });
    house.clock.advance(hourMs - 1);
    expect(await house.list('bank-all')).toEqual({ ...live, source: 'cache' });
    expect(house.asked()).toBe(1);
    house.clock.advance(1);
    expect(await house.list()).toMatchObject({ source: 'live', fetchedAt: house.clock.now() });
    expect(house.asked()).toBe(2);
  });

  it('is the shipped table while the provider has never answered, and is asked for again after a minute', async () => {
    const house = houseWithBanks();
    house.answer(unknown('http 500'));
    expect(await house.list()).toMatchObject({ source: 'shipped', banks: shipped, fetchedAt: null, difference: null });
    expect(await house.list()).toMatchObject({ source: 'shipped' });
    expect(house.asked()).toBe(1);
    house.clock.advance(minuteMs);
    house.answer({ kind: 'banks', banks: [bank('9')] });
    expect(await house.list()).toMatchObject({ source: 'live', banks: [bank('9')] });
  });

  it('stays the provider’s last one, with its age, while the provider does not answer', async () => {
    const house = houseWithBanks();
    const fetchedAt = house.clock.now();
    await house.list();
    house.answer(unknown('headers timeout'));
    house.clock.advance(5 * hourMs);
    expect(await house.list()).toMatchObject({ source: 'cache', fetchedAt, banks: [bank('2'), bank('3')] });
  });

  it('of a channel that has none is refused', async () => {
    await expect(houseWithBanks().list('nowhere')).rejects.toMatchObject({ code: 'no_eligible_channel' });
    const { engine, scope } = createTestHouse();
    await expect(engine.listBanks(scope, { operation: 'payout', channelId: null })).rejects.toMatchObject({
      code: 'no_eligible_channel',
    });
  });
});
