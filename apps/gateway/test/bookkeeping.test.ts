import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyInPayment } from './support/requests.ts';
import { keys, startTestGateway, type TestGateway } from './support/test-gateway.ts';
import { twoShops } from './support/two-shops.ts';

const second = { key: 'sk_test_demoshop0002' };

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({
    configuration: (url, apiKeys, endpoints) =>
      twoShops(url, apiKeys, endpoints).replace(
        `- { name: test, secret: ${keys.test} }`,
        `- { name: test, secret: ${keys.test} }\n      - { name: accounting, secret: ${second.key} }`,
      ),
  });
});
afterAll(() => gateway.close());

const lines = [
  { account: 'asset:bank:main', side: 'debit', amount: 100_000, currency: 'KRW' },
  { account: 'equity:owner', side: 'credit', amount: 100_000, currency: 'KRW' },
];
const entry = { effective_at: '2026-11-24T00:00:00Z', reason: '자본금', lines };

describe('manual entries', () => {
  it('take two persons, and are shown with both', async () => {
    const asked = await gateway.post('/v1/ledger/manual_entries', entry);
    expect(asked.status).toBe(201);
    expect(asked.body).toMatchObject({
      object: 'manual_entry',
      status: 'pending_approval',
      requested_by: 'test',
      lines,
    });
    const address = `/v1/ledger/manual_entries/${asked.body.id}`;
    expect((await gateway.post(`${address}/approve`, {})).body).toMatchObject({ status: 409, code: 'state_conflict' });
    const approved = await gateway.post(`${address}/approve`, {}, second);
    expect(approved.body).toMatchObject({ status: 'posted', decided_by: 'accounting' });
    expect((await gateway.get(address)).body).toEqual(approved.body);
    const { body: journal } = await gateway.get('/v1/ledger/journal_entries');
    expect(journal.data[0]).toMatchObject({
      id: approved.body.journal_entry_id,
      kind: 'manual',
      approval: { requested_by: 'test', approved_by: 'accounting', reason: '자본금' },
    });
    const { body: reversal } = await gateway.post('/v1/ledger/manual_entries', {
      effective_at: '2026-11-24T00:00:00Z',
      reason: '착오',
      reverses: approved.body.journal_entry_id,
    });
    await gateway.post(`/v1/ledger/manual_entries/${reversal.id}/approve`, {}, second);
    const { body: balance } = await gateway.get('/v1/ledger/accounts/asset:bank:main/balance');
    expect(balance.data).toMatchObject([{ balance: 0 }]);
    expect((await gateway.get('/v1/ledger/verify')).body).toMatchObject({ ok: true });
  });

  it.each([
    ['lines that do not balance', { ...entry, lines: lines.slice(0, 1) }, 'lines'],
    ['something that is no account', { ...entry, lines: [{ ...lines[0], account: 'cash' }] }, 'lines[0].account'],
    [
      'an account that follows cases',
      { ...entry, lines: lines.map((line) => ({ ...line, account: 'suspense:a:b' })) },
      'lines',
    ],
    ['no reason', { ...entry, reason: ' ' }, 'reason'],
  ])('refuse %s', async (_, body, param) => {
    const refused = await gateway.post('/v1/ledger/manual_entries', body);
    expect(refused.body).toMatchObject({ code: 'invalid_request', param });
  });
});

describe('period closings', () => {
  it('hold, only move forward, and are for periods that have ended', async () => {
    const closed = await gateway.post('/v1/ledger/period_closings', { closed_before: '2020-02-01T00:00:00+09:00' });
    expect(closed.status).toBe(201);
    expect(closed.body).toMatchObject({
      object: 'period_closing',
      closed_before: '2020-01-31T15:00:00.000Z',
      closed_by: 'test',
    });
    const again = await gateway.post('/v1/ledger/period_closings', { closed_before: '2020-01-01T00:00:00+09:00' });
    expect(again.status).toBe(409);
    const future = await gateway.post('/v1/ledger/period_closings', { closed_before: '2999-01-01T00:00:00Z' });
    expect(future.body).toMatchObject({ code: 'invalid_request', param: 'closed_before' });
    expect((await gateway.get('/v1/ledger/period_closings')).body.data).toEqual([closed.body]);
    expect((await gateway.post('/v1/payments', keyInPayment())).body.status).toBe('paid');
  });
});
