import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bankPayout, keyInPayment, windowPayment } from './support/requests.ts';
import { keys, startTestGateway, type TestGateway } from './support/test-gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

const basic = (user: string) => `Basic ${Buffer.from(`${user}:`).toString('base64')}`;

describe('an API key', () => {
  it.each([
    ['as bearer token', `Bearer ${keys.test}`],
    ['as bearer token in small letters', `bearer ${keys.test}`],
    ['as user of HTTP Basic', basic(keys.test)],
  ])('opens the API %s', async (_how, authorization) => {
    expect((await gateway.get('/v1/payments', { key: null, headers: { authorization } })).status).toBe(200);
  });

  it.each([
    ['missing', ''],
    ['unknown', 'Bearer sk_test_nobody'],
    ['of the other mode by name only', `Bearer ${keys.test.replace('test', 'live')}x`],
    ['bare', keys.test],
    ['under another scheme', `Digest ${keys.test}`],
    ['as password', `Basic ${Buffer.from(`:${keys.test}`).toString('base64')}`],
    ['broken Basic', 'Basic ***'],
  ])('that is %s is answered with 401 and how to do it', async (_what, authorization) => {
    const answer = await gateway.post('/v1/payments', windowPayment(), { key: null, headers: { authorization } });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toContain('Bearer');
    expect(answer.body).toMatchObject({ code: 'unauthorized', retry: 'never' });
  });

  it('decides the mode', async () => {
    const { body } = await gateway.post('/v1/payments', windowPayment(), { key: keys.live });
    expect(body.livemode).toBe(true);
  });
});

describe('what belongs to another merchant or the other mode', () => {
  it('does not exist for the caller, and is on none of his lists', async () => {
    const payment = (await gateway.post('/v1/payments', keyInPayment())).body;
    const refund = (await gateway.post(`/v1/payments/${payment.id}/refunds`, { amount: 10, requester: 'admin' })).body;
    const payout = (await gateway.post('/v1/payouts', bankPayout())).body;
    for (const key of [keys.live, keys.otherShop]) {
      const reads = ['', '/timeline', '/routing'].map((rest) =>
        gateway.get(`/v1/payments/${payment.id}${rest}`, { key }),
      );
      const changes = ['confirm', 'cancel', 'sync', 'refunds'].map((verb) =>
        gateway.post(`/v1/payments/${payment.id}/${verb}`, {}, { key }),
      );
      const others = [
        gateway.get(`/v1/refunds/${refund.id}`, { key }),
        gateway.get(`/v1/payouts/${payout.id}`, { key }),
        gateway.post(`/v1/payouts/${payout.id}/sync`, {}, { key }),
        gateway.post(`/v1/payouts/${payout.id}/cancel`, {}, { key }),
      ];
      for (const answer of await Promise.all([...reads, ...changes, ...others])) {
        expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
      }
      const lists = [
        'payments',
        'refunds',
        'payouts',
        'cases',
        'ledger/accounts',
        'ledger/journal_entries',
        `refunds?payment_id=${payment.id}`,
      ];
      for (const list of lists) {
        const ids = (await gateway.get(`/v1/${list}`, { key })).body.data.map(({ id }: { id: string }) => id);
        expect(ids).not.toEqual(expect.arrayContaining([payment.id]));
        if (key === keys.otherShop) expect(ids).toEqual([]);
      }
      const balance = await gateway.get('/v1/ledger/accounts/liab:merchant:demo:pending/balance', { key });
      expect(balance.body.data).toEqual([]);
    }
  });

  it('cannot be given back by a payout', async () => {
    const payment = (await gateway.post('/v1/payments', keyInPayment())).body;
    const answer = await gateway.post('/v1/payouts', bankPayout({ refunds_payment_id: payment.id, amount: 10_000 }), {
      key: keys.live,
    });
    expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });
});

describe('what needs no key', () => {
  it.each(['/livez', '/readyz', '/version', '/openapi.json', '/docs', '/docs/errors/not_found'])(
    '%s answers',
    async (path) => {
      expect((await gateway.get(path, { key: null })).status).toBe(200);
    },
  );
});

describe('channels', () => {
  it('are listed to the merchant who has them', async () => {
    const ids = async (key: string) =>
      (await gateway.get('/v1/channels', { key })).body.data.map(({ id }: { id: string }) => id);
    expect(await ids(keys.test)).toEqual(['kcp-card', 'kakao', 'korean-banks']);
    expect(await ids(keys.otherShop)).toEqual(['other-card']);
  });
});
