import { createLedgerVerifier, fromJsonLine } from '@hangil/ledger';
import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyInPayment } from './support/requests.ts';
import { keys, startTestGateway, type TestGateway } from './support/test-gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
  const { body } = await gateway.post('/v1/payments', keyInPayment());
  await gateway.post(`/v1/payments/${body.id}/refunds`, { amount: 3_000, reason: '변심' });
});
afterAll(() => gateway.close());

async function download(format: string) {
  const response = await fetch(`${gateway.url()}/v1/ledger/export?format=${format}`, {
    headers: { authorization: `Bearer ${keys.test}` },
  });
  expect(response.status).toBe(200);
  return response;
}

describe('GET /v1/ledger/export', () => {
  it('gives accounting programs the paths, the posted balance and an assertion of it', async () => {
    const hledger = await (await download('hledger')).text();
    expect(hledger).toContain('asset:pg:iamport:kcp-card  0 KRW = 7000 KRW');
    const beancount = await (await download('beancount')).text();
    expect(beancount).toContain('path: "asset:pg:iamport:kcp-card"');
    expect(beancount).toMatch(/balance Assets:Pg:Iamport:Kcp-card {2}7000 ~ 0 KRW/);
  });

  it('gives lines of JSON whose chain ends where verify says', async () => {
    const text = await (await download('jsonl')).text();
    const verifier = createLedgerVerifier();
    for (const line of text.trim().split('\n')) verifier.add(fromJsonLine(line));
    const verified = await gateway.get('/v1/ledger/verify');
    expect(verifier.finish()).toEqual({ journalEntries: 3, headHash: verified.body.head_hash, problems: [] });
  });

  it('gives CSV with a byte order mark, under a name', async () => {
    const response = await download('csv');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="hangil.csv"');
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(new TextDecoder().decode(bytes).trim().split('\r\n')).toHaveLength(7);
  });

  it('gives a workbook with Korean headings and numbers that add up', async () => {
    const rows = await readSheet(Buffer.from(await (await download('xlsx')).arrayBuffer()));
    const [headings = [], ...lines] = rows;
    expect(headings.slice(4, 8)).toEqual(['계정', '차변', '대변', '통화']);
    const sum = (column: number) => lines.reduce((total, row) => total + Number(row[column] ?? 0), 0);
    expect(sum(5)).toBe(16_000);
    expect(sum(6)).toBe(16_000);
  });

  it('refuses another format and names it', async () => {
    const refused = await gateway.get('/v1/ledger/export?format=pdf');
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({ code: 'invalid_request', param: 'format' });
  });
});

describe('the journal over HTTP', () => {
  it('has recorded times that rise strictly, numbers without a gap, and books as they stood', async () => {
    const { body } = await gateway.get('/v1/ledger/journal_entries');
    const entries = body.data.toReversed() as { recorded_at: string; number: number }[];
    const times = entries.map(({ recorded_at }) => recorded_at);
    expect(times).toEqual([...new Set(times)].sort());
    expect(entries.map(({ number }) => number)).toEqual([1, 2, 3]);
    const first = `${times[0]?.slice(0, -4)}Z`;
    const stood = await gateway.get(`/v1/ledger/trial_balance?recorded_at=${first}`);
    expect(stood.body.totals).toEqual([{ currency: 'KRW', debit: 10_000, credit: 10_000 }]);
  });
});

describe('reports', () => {
  it('name what every clearing account waits for, and that it explains the balance', async () => {
    const { body } = await gateway.get('/v1/ledger/open_items');
    expect(body).toMatchObject({ object: 'open_items', explained: true });
    expect(body.accounts).toContainEqual(
      expect.objectContaining({
        account: 'asset:pg:iamport:kcp-card',
        balance: 7_000,
        explained: 7_000,
        difference: 0,
        oldest_days: 0,
      }),
    );
    const subjects = body.data.map(({ subject_id }: { subject_id: string }) => subject_id.split('_')[0]);
    expect(subjects).toEqual(['pay']);
    const none = await gateway.get('/v1/ledger/open_items?account=suspense:a:b');
    expect(none.body).toMatchObject({ accounts: [], data: [] });
  });

  it('sum up days', async () => {
    const { body } = await gateway.get(
      '/v1/ledger/daily_summary?from=2020-01-01&to=2099-12-31&account=asset:pg:iamport:kcp-card',
    );
    expect(body.data).toMatchObject([
      { account: 'asset:pg:iamport:kcp-card', layer: 'posted', debit: 10_000, credit: 3_000, balance: 7_000 },
    ]);
    const refused = await gateway.get('/v1/ledger/daily_summary?from=2026-02-30&to=2026-03-01');
    expect(refused.body).toMatchObject({ code: 'invalid_request', param: 'from' });
  });
});
