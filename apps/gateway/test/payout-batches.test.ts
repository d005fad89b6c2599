import { request } from 'node:http';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { payoutColumns } from '../src/http/payout-batches/columns.ts';
import { bankPayout } from './support/requests.ts';
import { type Answer, keys, startTestGateway, type TestGateway } from './support/test-gateway.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await startTestGateway();
});
afterEach(() => gateway.close());

const header = payoutColumns.join(',');

function line(row: number, changes: Partial<Record<(typeof payoutColumns)[number], string>> = {}): string {
  const cells = {
    reference: `ROW-${row}`,
    amount: '20000',
    currency: 'KRW',
    bank_code: '004',
    provider_bank_id: '',
    account_number: '110-123-456789',
    holder_name: '홍길동',
    customer_id: '21',
    customer_first_name: '길동',
    customer_last_name: '홍',
    customer_email: 'do@example.com',
    customer_ip_address: '198.51.100.7',
    ...changes,
  };
  return payoutColumns.map((column) => cells[column]).join(',');
}

/** @param body - text in UTF-8, or bytes in another encoding */
async function upload(
  body: string | Uint8Array<ArrayBuffer>,
  query = '',
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await fetch(`${gateway.url()}/v1/payout_batches${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${keys.test}`, 'content-type': 'text/csv', ...headers },
    body,
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, body: JSON.parse(text) };
}

/** The status that a request gets which announces so many bytes and sends none. */
function announce(bytes: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${keys.test}`, 'content-type': 'text/csv', 'content-length': bytes };
    const sent = request(`${gateway.url()}/v1/payout_batches`, { method: 'POST', headers }, (answer) => {
      resolve(answer.statusCode);
      sent.destroy();
    });
    sent.on('error', reject);
    sent.flushHeaders();
  });
}

async function whenCompleted(id: string): Promise<Answer['body']> {
  const path = `/v1/payout_batches/${id}`;
  await expect.poll(async () => (await gateway.get(path)).body.status, { timeout: 15_000 }).toBe('completed');
  return (await gateway.get(path)).body;
}

function paidReferences(): number[] {
  return gateway.simulator.fakes.ecommpay.books().payouts.map(({ transfers }) => transfers);
}

const csv = (...lines: readonly string[]) => [header, ...lines, ''].join('\n');

describe('a CSV file of payouts', () => {
  it('is accepted, sent and explained row by row', async () => {
    const { status, body } = await upload(csv(line(1), line(2), line(3)));
    expect({ status, body }).toMatchObject({
      status: 201,
      body: { object: 'payout_batch', id: expect.stringMatching(/^pob_/), status: 'running', counts: { total: 3 } },
    });
    expect(await whenCompleted(body.id)).toMatchObject({
      counts: { total: 3, scheduled: 0, processing: 0, unknown: 0, succeeded: 3, failed: 0, canceled: 0 },
    });
    expect(paidReferences()).toEqual([1, 1, 1]);
    const { data } = (await gateway.get(`/v1/payout_batches/${body.id}/items`)).body;
    expect(data).toMatchObject(
      [1, 2, 3].map((row) => ({
        object: 'payout',
        batch_id: body.id,
        row,
        reference: `ROW-${row}`,
        status: 'succeeded',
        destination: { account_number: '********6789', holder_name: '홍길동' },
      })),
    );
    expect((await gateway.get(`/v1/payouts/${data[0].id}`)).body).toMatchObject({ batch_id: body.id, row: 1 });
    expect((await gateway.get('/v1/payout_batches?status=completed')).body.data).toMatchObject([{ id: body.id }]);
  });

  it('is taken with a byte order mark, Windows line ends, quotes, any order of columns and a code without its zeros', async () => {
    const columns = [
      'account_number',
      'holder_name',
      'reference',
      'currency',
      'amount',
      'bank_code',
      'customer_id',
      'customer_ip_address',
    ];
    const text = `\ufeff${columns.join(',')}\r\n"110-123-456789","홍, ""길동""",ROW-1,KRW,20000,4,21,198.51.100.7\r\n`;
    const { status, body } = await upload(text);
    expect(status).toBe(201);
    await whenCompleted(body.id);
    const { data } = (await gateway.get(`/v1/payout_batches/${body.id}/items`)).body;
    expect(data).toMatchObject([{ destination: { bank_code: '004', holder_name: '홍, "길동"' } }]);
  });

  it('is taken with Korean header names in EUC-KR', async () => {
    const korean = '지급번호,금액,통화,은행코드,계좌번호,예금주,고객번호,고객 IP';
    expect(
      (await upload(`${korean}\nROW-1,20000,KRW,004,110123456789,김철수,21,198.51.100.7\n`, '?dry_run=true')).body,
    ).toMatchObject({ accepted: 1 });
    const bytes = Buffer.concat([
      // 지급번호,금액,통화,은행코드,계좌번호,예금주
      Buffer.from('c1f6b1deb9f8c8a32cb1ddbed72cc5ebc8ad2cc0bac7e0c4dab5e52cb0e8c1c2b9f8c8a32cbfb9b1ddc1d6', 'hex'),
      Buffer.from(',customer_id,customer_ip_address\nROW-1,20000,KRW,004,110123456789,'),
      // 홍길동
      Buffer.from('c8abb1e6b5bf', 'hex'),
      Buffer.from(',21,198.51.100.7\n'),
    ]);
    const { status, body } = await upload(bytes);
    expect(status).toBe(201);
    const { data } = (await gateway.get(`/v1/payout_batches/${body.id}/items`)).body;
    expect(data).toMatchObject([{ reference: 'ROW-1', destination: { holder_name: '홍길동' } }]);
  });

  const wrong = csv(
    line(1),
    line(2, { amount: '2e4', account_number: '12' }),
    line(3, { bank_code: '999' }),
    line(4, { reference: 'ROW-1' }),
    line(5, { customer_ip_address: '' }),
    `${line(6)},one more`,
    line(7, { currency: 'USD' }),
  );
  const errors = [
    { row: 2, field: 'amount', code: 'invalid_request' },
    { row: 2, field: 'account_number', code: 'invalid_request' },
    { row: 3, field: 'bank_code', code: 'channel_requirement' },
    { row: 4, field: 'reference', code: 'payout_reference_conflict' },
    { row: 5, field: 'customer_ip_address', code: 'channel_requirement' },
    { row: 6, field: 'row', code: 'invalid_request' },
    { row: 7, code: 'no_eligible_channel' },
  ];

  it('is checked by a dry run: every bad row with its field, and nothing is changed', async () => {
    const answer = await upload(wrong, '?dry_run=true');
    expect(answer).toMatchObject({
      status: 200,
      body: { object: 'payout_batch', dry_run: true, accepted: 1, rejected: 6, errors },
    });
    expect(answer.text).not.toContain('2e4');
    expect((await gateway.get('/v1/payouts')).body.data).toEqual([]);
    expect((await gateway.get('/v1/payout_batches')).body.data).toEqual([]);
    expect((await upload(csv(line(1)), '?dry_run=true')).body).toMatchObject({ accepted: 1, rejected: 0, errors: [] });
  });

  it('with a bad row is refused whole, and after correction accepted with the same references', async () => {
    expect(await upload(wrong)).toMatchObject({
      status: 422,
      body: { code: 'payout_batch_refused', accepted: 1, rejected: 6, errors },
    });
    expect((await gateway.get('/v1/payouts')).body.data).toEqual([]);
    const { body } = await upload(csv(line(1), line(2)));
    await whenCompleted(body.id);
    expect(paidReferences()).toEqual([1, 1]);
  });

  it.each([
    ['an unknown column', `${header},colour\n`, 'header'],
    ['a column twice', `${header},amount\n`, 'header'],
    ['no account column', 'reference,amount,currency,holder_name\n', 'header'],
    ['nothing', '', 'body'],
    ['a header that is not CSV', '"reference,amount', 'body'],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0xff, 0x00, 0xff]), 'body'],
  ])('with %s is refused', async (_, body, param) => {
    expect(await upload(body)).toMatchObject({ status: 400, body: { code: 'invalid_request', param } });
  });

  it('with an open quote is refused at that row', async () => {
    expect(await upload(csv(line(1), `"${line(2)}`))).toMatchObject({
      status: 422,
      body: { errors: [{ row: 2, field: 'row' }] },
    });
  });

  it('uploaded twice under one key is one batch, and without a key its references are taken', async () => {
    const file = csv(line(1));
    const first = await upload(file, '', { 'idempotency-key': 'upload-1' });
    const again = await upload(file, '', { 'idempotency-key': 'upload-1' });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.body.id).toBe(first.body.id);
    expect(await upload(csv(line(2)), '', { 'idempotency-key': 'upload-1' })).toMatchObject({ status: 422 });
    expect((await upload(file)).body).toMatchObject({ errors: [{ row: 1, code: 'payout_reference_conflict' }] });
    await whenCompleted(first.body.id);
    expect(paidReferences()).toEqual([1]);
  });

  it('of another kind is refused, and one that announces more than 200 MiB is 413', async () => {
    expect((await upload('x', '', { 'content-type': 'text/plain' })).body.code).toBe('unsupported_media_type');
    expect(await upload('x', '?dry_run=maybe')).toMatchObject({ status: 400, body: { param: 'dry_run' } });
    expect(await announce(201 * 1024 * 1024)).toBe(413);
  });
});

describe('a JSON list of payouts', () => {
  it('is accepted like a file, and names fields as they are', async () => {
    const row = bankPayout();
    const bad = { ...bankPayout(), destination: { bank_code: '004', account_number: 'x', holder_name: '홍길동' } };
    expect(await gateway.post('/v1/payout_batches?dry_run=true', { payouts: [row, bad] })).toMatchObject({
      status: 200,
      body: { accepted: 1, rejected: 1, errors: [{ row: 2, field: 'destination.account_number' }] },
    });
    const { status, body } = await gateway.post('/v1/payout_batches', { payouts: [row, bankPayout()] });
    expect(status).toBe(201);
    expect(await whenCompleted(body.id)).toMatchObject({ counts: { total: 2, succeeded: 2 } });
  });

  it.each([
    ['{"payouts": [', 400, 'invalid_json'],
    ['{"payouts": [1 2]}', 400, 'invalid_json'],
    ['{"payouts": {"a": {}}}', 400, 'invalid_request'],
    ['{"payouts": []}', 422, 'payout_batch_refused'],
    ['{"payout": []}', 422, 'payout_batch_refused'],
    ['{"payouts": [{}]}', 422, 'payout_batch_refused'],
    ['', 400, 'invalid_json'],
  ])('%s is %i %s', async (body, status, code) => {
    const answer = await upload(body, '', { 'content-type': 'application/json' });
    expect(answer).toMatchObject({ status, body: { code } });
  });
});

describe('a batch on its way', () => {
  const many = csv(...Array.from({ length: 40 }, (_, index) => line(index + 1)));

  it('is paused, resumed and canceled, and counts every row', async () => {
    const { faults } = gateway.simulator.fakes.ecommpay;
    faults.inject('payout', { kind: 'hold_before' }, 8);
    const { body } = await upload(many);
    await faults.whenHeld();
    const path = `/v1/payout_batches/${body.id}`;
    expect(await gateway.post(`${path}/resume`, {})).toMatchObject({ status: 409, body: { code: 'state_conflict' } });
    expect((await gateway.post(`${path}/pause`, {})).body.status).toBe('paused');
    faults.releaseHeld();
    await expect
      .poll(async () => (await gateway.get(path)).body.counts, { timeout: 15_000 })
      .toMatchObject({ succeeded: 8, scheduled: 32 });
    expect((await gateway.post(`${path}/resume`, {})).body.status).toBe('running');
    await whenCompleted(body.id);
    expect(paidReferences()).toHaveLength(40);
  });

  it('that is canceled ends with what was sent, and the result says so for every row', async () => {
    const { faults } = gateway.simulator.fakes.ecommpay;
    faults.inject('payout', { kind: 'hold_before' }, 8);
    const { body } = await upload(many);
    await faults.whenHeld();
    const path = `/v1/payout_batches/${body.id}`;
    const canceled = (await gateway.post(`${path}/cancel`, {})).body;
    expect(canceled).toMatchObject({ status: 'canceled', counts: { scheduled: 0, total: 40 } });
    expect(canceled.counts.canceled + canceled.counts.processing).toBe(40);
    faults.releaseHeld();
    await expect.poll(async () => (await gateway.get(path)).body.counts.processing, { timeout: 15_000 }).toBe(0);
    const { counts } = (await gateway.get(path)).body;
    expect(paidReferences()).toHaveLength(counts.succeeded);
    const rows: { row: string; status: string }[] = parse((await gateway.get(`${path}/result.csv`)).text, {
      columns: true,
      bom: true,
    });
    expect(rows.map(({ row }) => Number(row))).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    expect(rows.filter(({ status }) => status === 'canceled')).toHaveLength(counts.canceled);
  });

  it('belongs to its merchant and mode', async () => {
    const { body } = await upload(csv(line(1)));
    for (const key of [keys.otherShop, keys.live]) {
      for (const path of ['', '/items', '/result.csv']) {
        expect((await gateway.get(`/v1/payout_batches/${body.id}${path}`, { key })).status).toBe(404);
      }
      expect((await gateway.post(`/v1/payout_batches/${body.id}/cancel`, {}, { key })).status).toBe(404);
    }
  });
});

describe('result files', () => {
  it('mask accounts, hold no formula, and the failed rows come back whole to be sent again', async () => {
    gateway.simulator.fakes.ecommpay.decideNext('decline');
    const dangerous = line(1, { holder_name: '=HYPERLINK("x")', reference: '-1+1', customer_last_name: '@sum' });
    const { status, body } = await upload(csv(dangerous.replace('=HYPERLINK("x")', '"=HYPERLINK(""x"")"')));
    expect(status).toBe(201);
    await whenCompleted(body.id);
    const path = `/v1/payout_batches/${body.id}/result.csv`;
    const result = await gateway.get(path);
    expect(result.headers.get('content-type')).toContain('text/csv');
    const [row] = parse(result.text, { columns: true, bom: true }) as Record<string, string>[];
    expect(row).toMatchObject({
      row: '1',
      reference: "'-1+1",
      holder_name: `'=HYPERLINK("x")`,
      customer_last_name: "'@sum",
      account_number: '********6789',
      status: 'failed',
      failure_code: 'payout_declined',
      provider_code: '20000',
    });
    const failed = (await gateway.get(`${path}?status=failed`)).text;
    expect(failed).toContain('110123456789');
    gateway.simulator.fakes.ecommpay.decideNext('approve');
    const second = await upload(failed.replace("'-1+1", "'-1+2"));
    expect(second.status).toBe(201);
    await whenCompleted(second.body.id);
    const { data } = (await gateway.get(`/v1/payout_batches/${second.body.id}/items`)).body;
    expect(data).toMatchObject([
      { reference: '-1+2', destination: { holder_name: '=HYPERLINK("x")' }, status: 'succeeded' },
    ]);
  });

  it('of many rows are paged in the order of the file', async () => {
    const { body } = await upload(csv(...Array.from({ length: 25 }, (_, index) => line(index + 1))));
    const path = `/v1/payout_batches/${body.id}/items?limit=10`;
    const first = (await gateway.get(path)).body;
    const second = (await gateway.get(`${path}&cursor=${first.next_cursor}`)).body;
    const third = (await gateway.get(`${path}&cursor=${second.next_cursor}`)).body;
    const rows = [first, second, third].flatMap(({ data }) => data.map(({ row }: { row: number }) => row));
    expect(rows).toEqual(Array.from({ length: 25 }, (_, index) => index + 1));
    expect(third).toMatchObject({ has_more: false, next_cursor: null });
  });
});
