import { hourMs, minuteMs } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import { adapter } from '../src/index.ts';
import { accountSettings, channels, now, reference } from './account.ts';
import { amount, onStage, payoutRequest, type Stage, saleRequest } from './stage.ts';

function providerWith({ url }: Stage, change: { credentials?: object; options?: object }) {
  const settings = accountSettings(url, `${url}/nowhere`);
  return adapter.create({
    ...settings,
    settings: { ...settings.settings, data_api_url: `${url}/v1` },
    credentials: { ...settings.credentials, ...change.credentials },
    options: { ...change.options },
  });
}

const dataApi = { data_api_token: 'ecommpay_data_token_test', data_api_secret: 'ecommpay_data_secret_test' };
const request = { channelId: channels.redirect, operation: 'payout' as const };
const day = { from: new Date(now.getTime() - hourMs), to: new Date(now.getTime() + hourMs), offset: 0 };

describe('the bank list', () => {
  it('is asked for with a signature and tells KFTC codes where they are certain', () =>
    onStage(async ({ provider, fake }) => {
      const answer = await provider.banks?.fetch(request, {});
      expect(answer).toMatchObject({ kind: 'banks' });
      const banks = answer?.kind === 'banks' ? answer.banks : [];
      expect(banks).toHaveLength(22);
      expect(banks).toContainEqual({ providerBankId: '751', name: 'Shinhan Bank', bankCode: '088' });
      expect(banks).toContainEqual({ providerBankId: '1396', name: 'dmsgod Mutual Savings Bank', bankCode: null });
      expect(banks).toEqual(provider.banks?.shipped);
      expect(fake.calls()).toMatchObject([{ operation: 'payout_banks' }]);
    }));

  it.each([
    ['a list under a name of its own', { status: 'success', banks: [{ bank_id: '2751', bank_name: 'Kookmin Bank' }] }],
    ['a plain list', [{ id: 2751, name: 'Kookmin Bank' }]],
  ])('is read as %s, and a bank the project numbers otherwise is known by its name', (_, body) =>
    onStage(async ({ provider, fake }) => {
      fake.faults.inject('sale_banks', { kind: 'garbage', body: JSON.stringify(body) });
      expect(await provider.banks?.fetch({ ...request, operation: 'payment' }, {})).toEqual({
        kind: 'banks',
        banks: [{ providerBankId: '2751', name: 'Kookmin Bank', bankCode: '004' }],
      });
    }),
  );

  it.each(['<html>', '[]', '{}', '[{"id":1}]', '{"status":"success"}', '[{"id":"x","name":"y"}]'])(
    'that cannot be read (%s) is unknown',
    (body) =>
      onStage(async ({ provider, fake }) => {
        fake.faults.inject('payout_banks', { kind: 'garbage', body });
        expect((await provider.banks?.fetch(request, {}))?.kind).toBe('unknown');
      }),
  );

  it('of the project wins over the shipped table where bank_ids says so', () =>
    onStage(async (stage) => {
      const provider = providerWith(stage, { options: { bank_ids: { '088': 791 } } });
      expect(provider.banks?.shipped).toContainEqual({
        providerBankId: '791',
        name: 'Shinhan Bank',
        bankCode: '088',
      });
      await provider.payouts?.send(payoutRequest(), {});
      expect(stage.fake.books().payouts).toHaveLength(1);
      const wrong = providerWith(stage, { options: { bank_ids: { '088': 999 } } });
      expect(await wrong.payouts?.send(payoutRequest({ reference: 'other' as typeof reference }), {})).toMatchObject({
        kind: 'not_created',
        provider: { code: '2801' },
      });
    }));
});

describe('the operations report', () => {
  it('is offered only with a token', () =>
    onStage(async (stage) => {
      expect(stage.provider.reports).toBeUndefined();
      expect(providerWith(stage, { credentials: dataApi }).reports).toBeDefined();
    }));

  it('lists what ended, with our reference, amount and instants', () =>
    onStage(async (stage) => {
      const { provider, fake } = stage;
      await provider.payments.start(saleRequest(), {});
      await fake.shopper(reference, 'approve');
      fake.decideNext('decline');
      await provider.payouts?.send(payoutRequest({ reference: 'payout1' as typeof reference }), {});
      const { reports } = providerWith(stage, { credentials: dataApi });
      const row = { amount, createdAt: now, completedAt: now };
      expect(await reports?.operations(day, {})).toEqual({
        kind: 'page',
        hasMore: false,
        rows: [
          { ...row, providerOperationId: expect.any(String), reference, kind: 'payment', status: 'succeeded' },
          { ...row, providerOperationId: expect.any(String), reference: 'payout1', kind: 'payout', status: 'failed' },
        ],
      });
      expect(await reports?.operations({ ...day, offset: 1 }, {})).toMatchObject({ rows: [{ reference: 'payout1' }] });
      const later = { from: new Date(now.getTime() + minuteMs), to: day.to, offset: 0 };
      expect(await reports?.operations(later, {})).toMatchObject({ rows: [] });
    }));

  it('with another secret, a wrong signature or an unreadable row is unknown', () =>
    onStage(async (stage) => {
      const other = providerWith(stage, { credentials: { ...dataApi, data_api_secret: 'other' } });
      expect(await other.reports?.operations(day, {})).toEqual({ kind: 'unknown', cause: 'http 403' });
      const { reports } = providerWith(stage, { credentials: dataApi });
      for (const body of ['{"operations":[],"signature":"x"}', '[{"payment_id":"1"}]', '{"rows":[]}', 'no']) {
        stage.fake.faults.inject('report', { kind: 'garbage', body });
        expect((await reports?.operations(day, {}))?.kind).toBe('unknown');
      }
    }));
});
