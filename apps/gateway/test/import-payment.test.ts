import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newOrderId } from './support/requests.ts';
import { keys, startTestGateway, type TestGateway } from './support/test-gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

interface AtProvider {
  readonly imp_uid: string;
  readonly merchant_uid: string;
}

/** A charge that other software made at the provider. */
async function madeElsewhere(fields: object = {}): Promise<AtProvider> {
  const url = `${gateway.simulator.url}/iamport`;
  const post = async (path: string, body: object, authorization = '') => {
    const headers = { 'content-type': 'application/json', authorization };
    const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    return ((await answer.json()) as { readonly response: AtProvider & { readonly access_token: string } }).response;
  };
  const { access_token } = await post('/users/getToken', { imp_key: 'imp_key_test', imp_secret: 'imp_secret_test' });
  const charge = {
    merchant_uid: `legacy-${newOrderId()}`,
    amount: 10_000,
    name: '양말',
    pg: 'kcp.T0000',
    card_number: '5409-2612-3456-7899',
    expiry: '2099-12',
    ...fields,
  };
  const paid = await post('/subscribe/payments/onetime', charge, access_token);
  const { refunded } = fields as { readonly refunded?: number };
  if (refunded !== undefined) await post('/payments/cancel', { imp_uid: paid.imp_uid, amount: refunded }, access_token);
  return paid;
}

function request({ imp_uid }: AtProvider, changes: object = {}) {
  const order = { order_id: newOrderId(), amount: 10_000, currency: 'KRW', channel_id: 'kcp-card' };
  return { provider_payment_id: imp_uid, ...order, ...changes };
}

const importPayment = (body: object, options = {}) => gateway.post('/v1/payments/import', body, options);

describe('importing a payment', () => {
  it('books it once, as the provider tells it, and it can be refunded like any other', async () => {
    const paid = await madeElsewhere();
    const answer = await importPayment(request(paid));
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      status: 'paid',
      amount_paid: 10_000,
      provider_payment_id: paid.imp_uid,
      method: { type: 'card', masked_number: '540926******7899' },
      pg: { name: 'kcp' },
    });
    expect(answer.body.attempts[0].reference).toBe(paid.merchant_uid);

    const { body: entries } = await gateway.get(`/v1/ledger/journal_entries?payment_id=${answer.body.id}`);
    expect(entries.data).toHaveLength(1);
    expect((await gateway.get('/v1/ledger/verify')).body.ok).toBe(true);
    const { body: events } = await gateway.get('/v1/events?type=payment.paid');
    expect(
      events.data.some((event: { data: { object: { id: string } } }) => event.data.object.id === answer.body.id),
    ).toBe(true);

    const refund = await gateway.post(`/v1/payments/${answer.body.id}/refunds`, { amount: 4_000 });
    expect(refund.body.status).toBe('succeeded');
  });

  it('books what was given back before with it', async () => {
    const paid = await madeElsewhere({ refunded: 3_000 });
    const { body } = await importPayment(request(paid));
    expect(body).toMatchObject({ status: 'partially_refunded', amount_paid: 10_000, amount_refunded: 3_000 });
    expect((await gateway.get('/v1/ledger/verify')).body.ok).toBe(true);
  });

  it('a second time is refused with the id of the first, also when both come at once', async () => {
    const paid = await madeElsewhere();
    const answers = await Promise.all([1, 2, 3].map(() => importPayment(request(paid))));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
    const first = answers.find(({ status }) => status === 201)?.body.id;
    const again = await importPayment(request(paid));
    expect(again.body).toMatchObject({ code: 'state_conflict', payment_id: first });
  });

  it('of one that was made here is refused', async () => {
    const { body: own } = await gateway.post('/v1/payments', {
      ...{ order_id: newOrderId(), order_name: '양말', amount: 10_000, currency: 'KRW' },
      method: { type: 'key_in', card_number: '4111111111111111', expiry: '2099-12' },
    });
    const answer = await importPayment(request({ imp_uid: own.provider_payment_id, merchant_uid: '' }));
    expect(answer.body).toMatchObject({ code: 'state_conflict', payment_id: own.id });
  });

  it('again under the same key gives the first answer', async () => {
    const body = request(await madeElsewhere());
    const headers = { 'Idempotency-Key': 'import-1' };
    const first = await importPayment(body, { headers });
    const again = await importPayment(body, { headers });
    expect(again.headers.get('Idempotent-Replayed')).toBe('true');
    expect(again.text).toBe(first.text);
  });

  it.each<[string, string, string, object]>([
    ['another amount', 'provider_payment_mismatch', 'amount', { amount: 9_999 }],
    ['another currency', 'provider_payment_mismatch', 'amount', { currency: 'USD' }],
    [
      'an id that the provider does not have',
      'provider_payment_mismatch',
      'provider_payment_id',
      { provider_payment_id: 'imp_999999999999' },
    ],
    ['a channel of nobody', 'no_eligible_channel', 'channel_id', { channel_id: 'none' }],
    ['no channel, with several accounts', 'invalid_request', 'channel_id', { channel_id: null }],
    ['no id', 'invalid_request', 'provider_payment_id', { provider_payment_id: null }],
  ])('with %s is refused: %s', async (_what, code, param, changes) => {
    const paid = await madeElsewhere();
    const refused = await importPayment(request(paid, changes));
    expect(refused.body).toMatchObject({ code, param });
    const { body } = await gateway.get('/v1/payments?limit=100');
    expect(body.data.some((each: { provider_payment_id: string }) => each.provider_payment_id === paid.imp_uid)).toBe(
      false,
    );
  });

  it('of a payment that failed, or while the provider does not answer, changes nothing', async () => {
    gateway.simulator.fakes.iamport.decideNext('decline');
    const declined = await madeElsewhere();
    gateway.simulator.fakes.iamport.decideNext('approve');
    expect((await importPayment(request(declined))).body.code).toBe('state_conflict');

    const paid = await madeElsewhere();
    gateway.simulator.fakes.iamport.faults.inject('get', { kind: 'error_after', status: 503 });
    const refused = await importPayment(request(paid));
    expect(refused.status).toBe(502);
    expect((await importPayment(request(paid))).status).toBe(201);
  });

  it('is the merchant’s own: with one account the channel may be left out, and another’s channel is none', async () => {
    const paid = await madeElsewhere();
    expect((await importPayment(request(paid), { key: keys.otherShop })).body.code).toBe('no_eligible_channel');
    const { channel_id: _left, ...withoutChannel } = request(paid);
    expect((await importPayment(withoutChannel, { key: keys.otherShop })).status).toBe(201);
  });
});
