import { parse } from 'csv-parse/sync';
import excel from 'exceljs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { operationColumns } from '../src/http/exports/operation-rows.ts';
import { bankPayout, keyInPayment, windowPayment } from './support/requests.ts';
import { keys, startTestGateway, type TestGateway } from './support/test-gateway.ts';

let gateway: TestGateway;
let paymentId: string;
let between: Date;

beforeAll(async () => {
  gateway = await startTestGateway();
  const payment = await gateway.post('/v1/payments', keyInPayment({ order_name: '=1+1 셔츠' }));
  paymentId = payment.body.id;
  await gateway.post('/v1/payments', windowPayment(), { key: keys.otherShop });
  gateway.simulator.clock.advance(60_000);
  between = gateway.simulator.clock.now();
  await gateway.post(`/v1/payments/${paymentId}/refunds`, { amount: 4_000, requester: 'admin', reason: '변심' });
  await gateway.post('/v1/payouts', bankPayout());
});
afterAll(() => gateway.close());

const expected = () => [
  {
    operation_type: 'payment',
    operation_id: paymentId,
    operation_status: 'partially_refunded',
    provider: 'iamport',
    channel_id: 'kcp-card',
    method: 'key_in',
    instrument: '411111******1111',
    amount: 10_000,
    amount_paid: 10_000,
    amount_refunded: 4_000,
    currency: 'KRW',
  },
  {
    operation_type: 'refund',
    operation_status: 'succeeded',
    payment_id: paymentId,
    amount: 4_000,
    description: '변심',
  },
  {
    operation_type: 'payout',
    provider: 'ecommpay',
    bank_code: '004',
    instrument: '********9012',
    customer_ip_address: '198.51.100.7',
    amount: 20_000,
  },
];

it('as JSON lines: payments, refunds and payouts of every provider, oldest first, in the columns of the report', async () => {
  const answer = await gateway.get('/v1/exports/operations?format=jsonl');
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="operations.jsonl"');
  const rows = answer.text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(rows).toMatchObject(expected());
  for (const row of rows) expect(Object.keys(row).sort()).toEqual([...operationColumns].sort());
  expect(answer.text).not.toContain('123456789012');
});

it('as CSV: the same, and no cell is a formula', async () => {
  const { text } = await gateway.get('/v1/exports/operations');
  const rows = parse(text, {
    columns: true,
    bom: true,
    cast: (cell, { column }) => (/^amount/.test(String(column)) && cell !== '' ? Number(cell) : cell),
  });
  expect(rows).toMatchObject(expected());
  expect(rows).toMatchObject([{ description: "'=1+1 셔츠" }, {}, {}]);
});

it('as a workbook: the same cells, as texts and numbers', async () => {
  const { url } = { url: gateway.url() };
  const answer = await fetch(`${url}/v1/exports/operations?format=xlsx`, {
    headers: { authorization: `Bearer ${keys.test}` },
  });
  const book = new excel.Workbook();
  await book.xlsx.load(await answer.arrayBuffer());
  const sheet = book.worksheets[0];
  const rows = (sheet?.getSheetValues() ?? [])
    .slice(2)
    .map((cells) =>
      Object.fromEntries(operationColumns.map((column, index) => [column, (cells as unknown[])[index + 1]])),
    );
  expect(rows).toMatchObject(expected());
  expect(rows[0]?.description).toBe('=1+1 셔츠');
});

it('of a time and of one type only', async () => {
  const later = await gateway.get(`/v1/exports/operations?format=jsonl&created_from=${between.toISOString()}`);
  expect(later.text.trimEnd().split('\n')).toHaveLength(2);
  const earlier = await gateway.get(`/v1/exports/operations?format=jsonl&created_to=${between.toISOString()}`);
  expect(earlier.text.trimEnd().split('\n')).toHaveLength(1);
  const payouts = await gateway.get('/v1/exports/operations?format=jsonl&type=payout');
  expect(JSON.parse(payouts.text)).toMatchObject({ operation_type: 'payout' });
  expect((await gateway.get('/v1/exports/operations?format=pdf')).body).toMatchObject({ param: 'format' });
});
