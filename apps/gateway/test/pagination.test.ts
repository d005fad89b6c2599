import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyInPayment, windowPayment } from './support/requests.ts';
import { startTestGateway, type TestGateway } from './support/test-gateway.ts';

let gateway: TestGateway;
const ids: string[] = [];

beforeAll(async () => {
  gateway = await startTestGateway();
  for (let index = 0; index < 7; index += 1) {
    const request =
      index % 2 === 0 ? windowPayment({ order_id: `N-${index}` }) : keyInPayment({ order_id: `N-${index}` });
    ids.unshift((await gateway.post('/v1/payments', request)).body.id);
    gateway.simulator.clock.advance(60_000);
  }
});
afterAll(() => gateway.close());

const idsOf = (answer: { body: { data: { id: string }[] } }) => answer.body.data.map(({ id }) => id);

describe('a list of payments', () => {
  it('is given in pages, newest first, unmoved by what is added meanwhile', async () => {
    const first = await gateway.get('/v1/payments?limit=3');
    expect(first.body).toMatchObject({ object: 'list', has_more: true, next_cursor: ids[2] });
    const added = (await gateway.post('/v1/payments', windowPayment())).body;
    const second = await gateway.get(`/v1/payments?limit=3&cursor=${first.body.next_cursor}`);
    const third = await gateway.get(`/v1/payments?limit=3&cursor=${second.body.next_cursor}`);
    expect([...idsOf(first), ...idsOf(second), ...idsOf(third)]).toEqual(ids);
    expect(third.body).toMatchObject({ has_more: false, next_cursor: null });
    await gateway.post(`/v1/payments/${added.id}/cancel`, {});
  });

  it.each([
    ['order_id=N-3', 1],
    ['status=paid', 3],
    ['status=refunded', 0],
    ['method=key_in', 3],
    ['channel_id=kcp-card', 8],
    ['channel_id=kakao', 0],
    ['provider=iamport', 8],
    ['provider=ecommpay', 0],
    ['status=paid&method=card', 0],
  ])('filtered by %s has %i', async (filter, count) => {
    expect((await gateway.get(`/v1/payments?${filter}`)).body.data).toHaveLength(count);
  });

  it('filtered by time includes the beginning and excludes the end', async () => {
    const [, second, third] = (await gateway.get('/v1/payments?order_id=N-3')).body.data.concat(
      (await gateway.get('/v1/payments?order_id=N-4')).body.data,
      (await gateway.get('/v1/payments?order_id=N-5')).body.data,
    );
    const between = await gateway.get(`/v1/payments?created_from=${second.created_at}&created_to=${third.created_at}`);
    expect(idsOf(between)).toEqual([second.id]);
  });

  it('with a cursor that names nothing is empty', async () => {
    const answer = await gateway.get('/v1/payments?cursor=pay_00000000000000000000000000');
    expect(answer.body).toEqual({ object: 'list', data: [], has_more: false, next_cursor: null });
  });
});

describe('the lines of an account', () => {
  it('are given in pages that lose none', async () => {
    const path = '/v1/ledger/accounts/asset:pg:iamport:kcp-card/postings';
    const first = await gateway.get(`${path}?limit=2`);
    expect(first.body).toMatchObject({ has_more: true });
    const second = await gateway.get(`${path}?limit=2&cursor=${first.body.next_cursor}`);
    expect(second.body.has_more).toBe(false);
    const entries = [...first.body.data, ...second.body.data].map(({ journal_entry_id }) => journal_entry_id);
    const journal = await gateway.get('/v1/ledger/journal_entries');
    expect(entries).toEqual(idsOf(journal));
  });
});
