import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { keyInPayment } from './support/requests.ts';
import { keys, startTestGateway, type TestGateway } from './support/test-gateway.ts';

let gateway: TestGateway;
let account: string;
let day: string;
let rows: (string | number)[][];
beforeAll(async () => {
  gateway = await startTestGateway();
  const { body: paid } = await gateway.post('/v1/payments', keyInPayment());
  const channels = (await gateway.get('/v1/channels')).body.data as { id: string; provider_account_id: string }[];
  account = channels.find(({ id }) => id === 'kcp-card')?.provider_account_id ?? '';
  day = new Date(Date.parse(paid.paid_at) + 9 * 3_600_000).toISOString().slice(0, 10);
  rows = [
    ['Ref', 'When', 'Won', 'Kind'],
    [paid.provider_payment_id, paid.paid_at, 10_000, 'S'],
  ];
});
afterAll(() => gateway.close());

const columns = { key_column: 'Ref', time_column: 'When', amount_column: 'Won' };
const put = (name: string, body: object, options = {}) =>
  gateway.call('PUT', `/v1/column_mappings/${account}/${name}`, { body, ...options });
const remove = (name: string) => gateway.call('DELETE', `/v1/column_mappings/${account}/${name}`);

async function upload(body: string | Uint8Array<ArrayBuffer>, more = '', type = 'text/csv') {
  const query = `provider_account_id=${account}&from=${day}&to=${day}${more}`;
  const headers = { authorization: `Bearer ${keys.test}`, 'content-type': type };
  const response = await fetch(`${gateway.url()}/v1/reconciliations/import?${query}`, {
    method: 'POST',
    headers,
    body,
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

describe('/v1/column_mappings', () => {
  it('saves a mapping by name, replaces it, lists it and forgets it', async () => {
    const made = await put('card', columns);
    expect(made.status).toBe(200);
    expect(made.body).toMatchObject({ object: 'column_mapping', name: 'card', ...columns, type_column: null });
    const replaced = await put('card', { ...columns, type_column: 'Kind', refund_words: ['R'] });
    expect(replaced.body).toMatchObject({ id: made.body.id, type_column: 'Kind', refund_words: ['R'] });
    const list = `/v1/column_mappings?provider_account_id=${account}`;
    expect((await gateway.get(list)).body.data).toEqual([replaced.body]);
    expect((await gateway.get(list, { key: keys.otherShop })).body.data).toEqual([]);
    expect((await remove('card')).body).toMatchObject({ name: 'card', deleted: true });
    expect((await gateway.get(list)).body.data).toEqual([]);
    expect((await remove('card')).status).toBe(404);
    expect((await put('card', columns)).body.id).not.toBe(made.body.id);
  });

  it('is used for a file that names it, and for every other file when it is the default', async () => {
    const csv = rows.map((cells) => cells.join(',')).join('\n');
    await put('gross', columns);
    expect(await upload(csv)).toMatchObject({ status: 400, body: { param: 'columns' } });
    expect(await upload(csv, '&mapping=gross')).toMatchObject({ status: 201, body: { matched_provider_rows: 1 } });
    await put('default', { ...columns, type_column: 'Kind', refund_words: ['R'] });
    const workbook = new Uint8Array(await writeXlsxFile(rows).toBuffer());
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    expect(await upload(workbook, '', type)).toMatchObject({ status: 201, body: { matched_provider_rows: 1 } });
    expect(await upload('거래번호,거래일시,거래금액\n')).toMatchObject({
      status: 400,
      body: { errors: [{ row: 0, field: 'Ref', code: 'missing_column' }, {}, {}, {}] },
    });
    await remove('default');
  });

  it('two that are saved at the same time under one name leave one of them', async () => {
    const bodies = ['Won', 'Net', 'Gross'].map((amount_column) => ({ ...columns, amount_column }));
    const answers = await Promise.all(bodies.map((body) => put('raced', body)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const { body } = await gateway.get('/v1/column_mappings');
    expect(body.data.filter(({ name }: { name: string }) => name === 'raced')).toHaveLength(1);
  });

  it.each([
    ['a field that is missing', 'a', { key_column: 'Ref', time_column: 'When' }, 'amount_column'],
    ['one column for two fields', 'a', { ...columns, fee_column: 'Won' }, 'fee_column'],
    ['words of a column that is not named', 'a', { ...columns, refund_words: ['R'] }, 'refund_words'],
    ['a field that is unknown', 'a', { ...columns, colour: 'x' }, 'colour'],
    ['a name with other characters', 'A%20b', columns, 'name'],
  ])('refuses %s and names it', async (_, name, body, param) => {
    expect(await put(name, body)).toMatchObject({ status: 400, body: { code: 'invalid_request', param } });
  });

  it("refuses an account that is not the merchant's, and a mapping that is not saved", async () => {
    const refused = { status: 400, body: { param: 'provider_account_id' } };
    expect(await put('a', columns, { key: keys.otherShop })).toMatchObject(refused);
    expect(await upload('a', '&mapping=nowhere')).toMatchObject({ status: 400, body: { param: 'mapping' } });
    const both = '&mapping=gross&key_column=a&amount_column=b&time_column=c';
    expect(await upload('a', both)).toMatchObject({ status: 400, body: { param: 'mapping' } });
  });
});
