import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bankPayout, keyInPayment } from './support/requests.ts';
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

describe('templates of entries', () => {
  async function paid() {
    return (await gateway.post('/v1/payments', keyInPayment())).body;
  }
  const from = (template: object) => ({ effective_at: '2026-11-24T00:00:00Z', reason: 'PG 메일', template });

  it('book facts, shown as lines to whoever approves, and as they were told', async () => {
    const { id: payment_id } = await paid();
    const template = { name: 'dispute_open', payment_id, dispute_id: 'D-1', amount: 10_000, fee: 5_000 };
    const asked = await gateway.post('/v1/ledger/manual_entries', from(template));
    expect(asked.status).toBe(201);
    expect(asked.body).toMatchObject({
      template: { ...template, held_back: false },
      lines: [
        { account: 'asset:dispute-held:iamport:kcp-card', side: 'debit', amount: 10_000 },
        { account: 'expense:dispute-fee:iamport', side: 'debit', amount: 5_000 },
        { account: 'asset:pg:iamport:kcp-card', side: 'credit', amount: 15_000 },
      ],
    });
    const approved = await gateway.post(`/v1/ledger/manual_entries/${asked.body.id}/approve`, {}, second);
    expect(approved.body).toMatchObject({ status: 'posted' });
    const { body } = await gateway.get(`/v1/ledger/journal_entries?payment_id=${payment_id}`);
    expect(body.data[0]).toMatchObject({ kind: 'dispute_open', approval: { approved_by: 'accounting' } });
    expect((await gateway.get('/v1/ledger/verify')).body).toMatchObject({ ok: true });
  });

  it('are told back as they were asked, each of them', async () => {
    const payment = await paid();
    const { body: refund } = await gateway.post(`/v1/payments/${payment.id}/refunds`, { amount: 1_000, reason: 'r' });
    const { body: payout } = await gateway.post('/v1/payouts', bankPayout());
    const { provider_payment_id } = payment;
    const items = [
      { key: `t-${payment.id}`, type: 'payment', amount: 10_000, fee: 250, vat: 25, provider_payment_id },
      { key: `u-${payment.id}`, type: 'payment', amount: 500, provider_payment_id: 'stranger' },
    ];
    const statement = { channel_id: payment.channel_id, payout_date: '2026-11-26', currency: 'KRW', items };
    expect((await gateway.post('/v1/settlements', statement)).status).toBe(201);
    const { body: cases } = await gateway.get('/v1/cases?status=open');
    const [{ id: case_id }] = cases.data;
    expect(cases.data[0].allowed_actions).toEqual([]);
    const templates = [
      {
        name: 'prefund_top_up',
        provider: 'ecommpay',
        bank_account: 'main',
        transfer_id: 't',
        amount: 1,
        currency: 'KRW',
      },
      { name: 'sale_fee', payment_id: payment.id, fee: 1, vat: 0 },
      { name: 'refund_fee', refund_id: refund.id, fee: 30, vat: 3 },
      { name: 'payout_fee', payout_id: payout.id, fee: 300, vat: 30 },
      { name: 'recon_open', channel_id: 'kakao', amount: 1, currency: 'KRW', provider_has: 'more', payment_id: null },
      { name: 'recon_resolve', case_id, account: 'asset:pg:iamport:kcp-card' },
      { name: 'write_off', case_id },
      { name: 'settlement_available', payment_id: payment.id, gateway_fee: 300, tax: 30, recovered_fee: 275 },
    ];
    for (const template of templates) {
      const { status, body } = await gateway.post('/v1/ledger/manual_entries', from(template));
      expect({ status, template: body.template }).toEqual({ status: 201, template });
    }
  });

  it.each([
    ['an unknown name', { name: 'gift' }, 400, 'template.name'],
    ['a field that is missing', { name: 'sale_fee', fee: 1 }, 400, 'template.payment_id'],
    ['a field too many', { name: 'write_off', case_id: 'case_1', account: 'asset:bank:main' }, 400, 'template.account'],
    [
      'a rate that is none',
      { name: 'fx_revaluation', currency: 'KRW', rates: [{ currency: 'USD', rate: '1,340' }] },
      400,
      'template.rates[0].rate',
    ],
    ['nothing to revalue', { name: 'fx_revaluation', currency: 'KRW', rates: [] }, 400, 'template'],
    ['a payment that does not exist', { name: 'sale_fee', payment_id: 'pay_x', fee: 1 }, 404, undefined],
    ['a case that does not exist', { name: 'va_apply', case_id: 'case_x' }, 404, undefined],
    ['a payout that does not exist', { name: 'payout_returned', payout_id: 'po_x' }, 404, undefined],
  ])('refuse %s', async (_, template, status, param) => {
    const refused = await gateway.post('/v1/ledger/manual_entries', from(template));
    expect(refused.status).toBe(status);
    if (param !== undefined) expect(refused.body.param).toBe(param);
  });

  it('refuse what the payment does not allow', async () => {
    const payment_id = (await paid()).id;
    for (const template of [
      { name: 'dispute_won', payment_id, dispute_id: 'none' },
      { name: 'dispute_lost', payment_id, dispute_id: 'none' },
      { name: 'va_deposit_canceled', payment_id, deposit_id: 'd' },
      { name: 'settlement_available', payment_id },
    ])
      expect((await gateway.post('/v1/ledger/manual_entries', from(template))).body.code).toBe('state_conflict');
  });
});
