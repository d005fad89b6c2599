import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { keyInPayment } from './support/requests.ts';
import { keys, startTestGateway, type TestGateway } from './support/test-gateway.ts';

interface Paid {
  readonly provider_payment_id: string;
  readonly paid_at: string;
}

let gateway: TestGateway;
let payments: Paid[];
let query: string;
beforeAll(async () => {
  gateway = await startTestGateway();
  payments = [];
  for (let count = 0; count < 3; count += 1) payments.push((await gateway.post('/v1/payments', keyInPayment())).body);
  const channels = (await gateway.get('/v1/channels')).body.data as { id: string; provider_account_id: string }[];
  const account = channels.find(({ id }) => id === 'kcp-card')?.provider_account_id;
  const day = new Date(Date.parse(payments[0]?.paid_at ?? '') + 9 * 3_600_000).toISOString().slice(0, 10);
  query = `provider_account_id=${account}&from=${day}&to=${day}`;
});
afterAll(() => gateway.close());

const header = '거래번호,구분,거래일시,거래금액';
const rowOf = ({ provider_payment_id, paid_at }: Paid, amount = '10,000') =>
  `${provider_payment_id},승인,${paid_at},"${amount}"`;

async function upload(body: string | Uint8Array<ArrayBuffer>, { more = '', type = 'text/csv' } = {}) {
  const response = await fetch(`${gateway.url()}/v1/reconciliations/import?${query}${more}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${keys.test}`, 'content-type': type },
    body,
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

/** The text in EUC-KR, as far as this test needs it. */
function toEucKr(text: string): Uint8Array<ArrayBuffer> {
  const table = new Map<string, number[]>();
  const decoder = new TextDecoder('euc-kr');
  for (let lead = 0xb0; lead <= 0xc8; lead += 1) {
    for (let trail = 0xa1; trail <= 0xfe; trail += 1)
      table.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
  }
  return Uint8Array.from([...text].flatMap((character) => table.get(character) ?? [character.charCodeAt(0)]));
}

describe('/v1/reconciliations', () => {
  it('compares a file, keeps what differs, and is locked once every item is resolved', async () => {
    const [first, second, third] = payments as [Paid, Paid, Paid];
    const csv = [
      header,
      rowOf(first),
      rowOf(second, '9,000'),
      rowOf({ ...third, provider_payment_id: 'imp_stranger' }),
    ].join('\n');
    const made = await upload(csv, { more: '&file_name=day.csv' });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      object: 'reconciliation',
      status: 'open',
      file_name: 'day.csv',
      provider_rows: 3,
      book_rows: 3,
      matched_provider_rows: 1,
      mismatches: { amount_differs: 1, only_at_provider: 1, only_here: 1 },
      open_items: 3,
    });
    expect((await upload(csv)).body.id).toBe(made.body.id);
    const address = `/v1/reconciliations/${made.body.id}`;
    expect((await gateway.post(`${address}/lock`, {})).status).toBe(409);
    const items = (await gateway.get(`${address}/items`)).body.data;
    expect(items.find((item: { reasons: string[] }) => item.reasons[0] === 'amount_differs')).toMatchObject({
      provider_rows: [2],
      provider_amount: 9_000,
      book_amount: 10_000,
      difference: -1_000,
    });
    for (const { id } of items) {
      const resolved = await gateway.post(`${address}/items/${id}/resolve`, { note: '담당자 확인' });
      expect(resolved.body).toMatchObject({ status: 'resolved', note: '담당자 확인' });
    }
    expect((await gateway.post(`${address}/lock`, {})).body).toMatchObject({ status: 'locked', open_items: 0 });
    expect((await gateway.get('/v1/events?type=reconciliation.mismatch_found')).body.data).toHaveLength(1);
  });

  it('reads EUC-KR and workbooks as well as UTF-8, to the same result', async () => {
    const rows = payments.map((payment) => rowOf(payment));
    const expected = { provider_rows: 3, matched_provider_rows: 3, open_items: 0 };
    expect((await upload(toEucKr([header, ...rows].join('\r\n')))).body).toMatchObject(expected);
    expect((await upload(`\uFEFF${[header, ...rows].join('\n')}`)).body).toMatchObject(expected);
    const cells = payments.map(({ provider_payment_id, paid_at }) => [provider_payment_id, '승인', paid_at, 10_000]);
    const workbook = await writeXlsxFile([header.split(','), ...cells]).toBuffer();
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    expect((await upload(new Uint8Array(workbook), { type })).body).toMatchObject(expected);
  });

  it('takes rows as JSON', async () => {
    const rows = payments.map(({ provider_payment_id, paid_at }) => ({
      provider_payment_id,
      amount: 10_000,
      occurred_at: paid_at,
    }));
    const asked = Object.fromEntries(new URLSearchParams(query));
    const made = await gateway.post('/v1/reconciliations', { ...asked, rows });
    expect(made.body).toMatchObject({ matched_provider_rows: 3, mismatches: {}, open_items: 0 });
  });

  it('asks the provider for its list when no rows are sent', async () => {
    const made = await gateway.post('/v1/reconciliations', Object.fromEntries(new URLSearchParams(query)));
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      provider_rows: 3,
      matched_provider_rows: 3,
      matched_book_rows: 3,
      open_items: 0,
    });
  });

  it('tells every bad row with its place and imports nothing', async () => {
    const before = (await gateway.get('/v1/reconciliations')).body.data.length;
    const [first] = payments as [Paid];
    const refused = await upload(
      [header, rowOf(first), ',승인,2026-11-25,100', 'imp_2,승인,어제,100', '합계,,,"1"'].join('\n'),
    );
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({
      code: 'invalid_request',
      errors: [
        { row: 2, field: '거래번호', code: 'missing_value' },
        { row: 3, field: '거래일시', code: 'not_a_date' },
        { row: 4, field: '거래금액', code: 'total_differs' },
      ],
    });
    expect((await gateway.get('/v1/reconciliations')).body.data).toHaveLength(before);
  });

  it.each([
    ['a header without the usual names', 'a,b,c\n1,2,3', {}, 400],
    ['nothing', '', {}, 400],
    ['a quote without an end', `${header}\n"imp_1,승인,2026-11-25,100`, {}, 400],
    ['bytes of another encoding', '거래번호', { more: '&encoding=euc-kr' }, 400],
    ['no workbook', 'PK', { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }, 400],
    ['another media type', '{}', { type: 'application/json' }, 400],
    ['an unknown zone', header, { more: '&zone=Mars/Base' }, 400],
    [
      'a column that is not there',
      `${header}\nimp_1,승인,2026-11-25,100`,
      { more: '&key_column=tid&amount_column=a&time_column=b' },
      400,
    ],
  ])('refuses %s clearly', async (_, body, options, status) => {
    const refused = await upload(body, options);
    expect(refused.status).toBe(status);
    expect(refused.body.detail.length).toBeGreaterThan(10);
  });
});
