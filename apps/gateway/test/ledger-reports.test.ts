import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyInPayment } from './support/requests.ts';
import { keys, startTestGateway, type TestGateway } from './support/test-gateway.ts';
import { twoShops } from './support/two-shops.ts';

const owed = 'asset:pg:iamport:kcp-card';
const terms = `settlement: {cycle: {type: daily, after_business_days: 2}, fees: [{method: key_in, rate: 2.5%, vat: 10%, rounding: down}]}`;

let gateway: TestGateway;
let paid: { id: string; provider_payment_id: string; channel_id: string };
let today: string;
beforeAll(async () => {
  gateway = await startTestGateway({
    configuration: (...given) => twoShops(...given).replace('virtual_account] }', `virtual_account], ${terms} }`),
  });
  paid = (await gateway.post('/v1/payments', keyInPayment({ tax_free_amount: 1_000 }))).body;
  await gateway.post(`/v1/payments/${paid.id}/refunds`, { amount: 3_000, reason: '변심' });
  const seoulMs = gateway.simulator.clock.now().getTime() + 9 * 3_600_000;
  today = new Date(seoulMs).toISOString().slice(0, 10);
  const { provider_payment_id, channel_id } = paid;
  const items = [
    { key: 'r1', type: 'payment', amount: 10_000, fee: 250, vat: 25, provider_payment_id },
    { key: 'r2', type: 'refund', amount: 3_000, fee: 75, vat: 7, provider_payment_id },
  ];
  const made = await gateway.post('/v1/settlements', { channel_id, payout_date: today, currency: 'KRW', items });
  expect(made.status).toBe(201);
});
afterAll(() => gateway.close());

const range = () => `from=${today}&to=${today}`;

async function report(path: string) {
  const answer = await gateway.get(`/v1/ledger/${path}`);
  expect(answer.status).toBe(200);
  return answer.body;
}

describe('reports of the books as JSON', () => {
  it('state an account: opening, running and closing balance', async () => {
    const body = await report(`accounts/${owed}/statement?${range()}`);
    expect(body).toMatchObject({ object: 'account_statement', account: owed, normal_side: 'debit', layer: 'posted' });
    expect(
      body.data.map(({ side, amount, balance }: { side: string; amount: number; balance: number }) => [
        side,
        amount,
        balance,
      ]),
    ).toEqual([
      ['debit', 10_000, 10_000],
      ['credit', 3_000, 7_000],
      ['credit', 10_000, -3_000],
      ['debit', 3_000, 0],
    ]);
    expect(body.totals).toEqual([{ currency: 'KRW', opening: 0, debit: 13_000, credit: 13_000, closing: 0 }]);
    expect(body.data[0]).toMatchObject({ day: today, kind: 'sale', payment_id: paid.id, refund_id: null });
    const later = await report(`accounts/asset:vat-input/statement?from=2099-01-01&to=2099-01-31&currency=KRW`);
    expect(later).toMatchObject({ data: [], totals: [{ opening: 18, closing: 18 }] });
  });

  it('sum up the sales of a day by channel and method', async () => {
    expect((await report(`daily_sales?${range()}`)).data).toEqual([
      {
        day: today,
        provider: 'iamport',
        channel_id: 'kcp-card',
        method: 'key_in',
        currency: 'KRW',
        payment_count: 1,
        gross: 10_000,
        refund_count: 1,
        refunds: 3_000,
        fees: 175,
        fees_vat: 18,
        net: 6_807,
      },
    ]);
  });

  it.each(['trade_date', 'settlement_date'])('tell VAT by %s', async (basis) => {
    const body = await report(`vat_report?${range()}&basis=${basis}`);
    expect(
      body.data.map(({ type, tax_free, supply, vat }: Record<string, number>) => [type, tax_free, supply, vat]),
    ).toEqual([
      ['fee', 0, 175, 18],
      ['refund', 0, -2_727, -273],
      ['sale', 1_000, 8_182, 818],
    ]);
    expect(body.totals).toEqual([{ currency: 'KRW', tax_free: 1_000, supply: 5_455, output_vat: 545, input_vat: 18 }]);
  });

  it('put fees beside what was agreed', async () => {
    expect((await report(`fee_report?${range()}`)).data).toEqual([
      {
        provider_account_id: 'iamport-main',
        provider: 'iamport',
        channel_id: 'kcp-card',
        method: 'key_in',
        fee_for: 'payment',
        currency: 'KRW',
        count: 2,
        gross: 7_000,
        expected_fees: 175,
        expected_vat: 18,
        fees: 175,
        vat: 18,
        difference: 0,
      },
    ]);
  });

  it('age what is open, and say how much of it is explained', async () => {
    const body = await report('open_items');
    expect(body).toMatchObject({
      explained: true,
      explainability: [{ currency: 'KRW', held: 6_807, unexplained: 0, explained_percent: 100 }],
    });
    expect(body.accounts.find(({ balance }: { balance: number }) => balance !== 0)).toMatchObject({
      account: 'asset:bank-in-transit:iamport:kcp-card',
      by_age: [{ from_days: 0, to_days: 1, balance: 6_807 }, { balance: 0 }, { balance: 0 }, { to_days: null }],
    });
    expect(await report('open_items?day=2020-01-01')).toMatchObject({ accounts: [], explainability: [], data: [] });
  });
});

const files = [
  [`accounts/${owed}/statement`, 'account_statement', 6],
  ['daily_sales', 'daily_sales', 1],
  ['vat_report', 'vat_report', 3],
  ['fee_report', 'fee_report', 1],
  ['daily_summary', 'daily_summary', 6],
] as const;

describe('reports of the books as files', () => {
  it.each(files)('%s is CSV with a byte order mark, under a name', async (path, name, lines) => {
    const url = `${gateway.url()}/v1/ledger/${path}?${range()}&format=csv`;
    const answer = await fetch(url, { headers: { authorization: `Bearer ${keys.test}` } });
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${name}.csv"`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(parse(Buffer.from(bytes), { columns: true, bom: true })).toHaveLength(lines);
  });

  it.each(files)('%s is a workbook with Korean headings', async (path, name, lines) => {
    const url = `${gateway.url()}/v1/ledger/${path}?${range()}&format=xlsx`;
    const answer = await fetch(url, { headers: { authorization: `Bearer ${keys.test}` } });
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${name}.xlsx"`);
    const [headings = [], ...rows] = await readSheet(Buffer.from(await answer.arrayBuffer()));
    expect(headings.join(' ')).toMatch(/^[\p{Script=Hangul} ]+$/u);
    expect(rows).toHaveLength(lines);
    const csv = await gateway.get(`/v1/ledger/${path}?${range()}&format=csv`);
    const cells = rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell))));
    expect(cells).toEqual(parse(csv.text, { bom: true, from: 2 }));
  });

  it('the statement begins and ends with what the account stands at', async () => {
    const { text } = await gateway.get(`/v1/ledger/accounts/${owed}/statement?${range()}&format=csv`);
    const rows = parse(text, { bom: true, columns: true }) as Record<string, string>[];
    expect(rows.at(0)).toMatchObject({ row: 'opening', balance: '0', debit: '' });
    expect(rows.at(-1)).toMatchObject({ row: 'closing', balance: '0', debit: '13000', credit: '13000' });
  });

  it('a trial balance is a file too', async () => {
    const { text } = await gateway.get('/v1/ledger/trial_balance?format=csv');
    const rows = parse(text, { bom: true, columns: true }) as Record<string, string>[];
    const sum = (side: string) => rows.reduce((total, row) => total + Number(row[side]), 0);
    expect(sum('debit')).toBe(sum('credit'));
    expect(rows).toContainEqual(
      expect.objectContaining({ account: 'asset:vat-input', balance: '18', layer: 'posted' }),
    );
  });

  it('open items are a file too', async () => {
    const { text } = await gateway.get('/v1/ledger/open_items?format=csv');
    expect(parse(text, { bom: true, columns: true })).toMatchObject([
      { account: 'asset:bank-in-transit:iamport:kcp-card', balance: '6807', currency: 'KRW', age_days: '0' },
    ]);
  });
});

it.each([
  ['daily_sales?from=2026-02-30&to=2026-03-01', 'from'],
  ['vat_report?from=2026-03-02&to=2026-03-01', 'to'],
  ['fee_report?from=2026-03-01&to=2026-03-02&format=pdf', 'format'],
  ['vat_report?from=2026-03-01&to=2026-03-02&basis=mood', 'basis'],
  [`accounts/${owed}/statement?from=2026-03-01&to=2026-03-02&currency=won`, 'currency'],
])('refuses %s and names it', async (path, param) => {
  const refused = await gateway.get(`/v1/ledger/${path}`);
  expect(refused.status).toBe(400);
  expect(refused.body).toMatchObject({ code: 'invalid_request', param });
});

it('does not tell another merchant', async () => {
  const { body } = await gateway.get(`/v1/ledger/daily_sales?${range()}`, { key: keys.otherShop });
  expect(body.data).toEqual([]);
});
