import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { windowPayment } from './support/requests.ts';
import { keys, startTestGateway, type TestGateway } from './support/test-gateway.ts';

interface Asked {
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: { readonly type: string; readonly data: { readonly object: { readonly id: string } } };
}

let gateway: TestGateway;
let merchant: Server;
const asked: Asked[] = [];
let reply: { status: number; body: string };

beforeAll(async () => {
  merchant = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    asked.push({ headers: request.headers, body: JSON.parse(text) });
    response.writeHead(reply.status).end(reply.body);
  });
  await new Promise<void>((resolve) => merchant.listen(0, '127.0.0.1', resolve));
  const { port } = merchant.address() as AddressInfo;
  gateway = await startTestGateway({ configuration: (simulatorUrl) => shopThatIsAsked(simulatorUrl, port) });
});
afterAll(async () => {
  await gateway.close();
  await new Promise((resolve) => merchant.close(resolve));
});
beforeEach(() => {
  asked.length = 0;
  reply = { status: 200, body: '' };
});

function shopThatIsAsked(simulatorUrl: string, hookPort: number): string {
  return `
merchants:
  - id: demo
    name: Demo Shop
    api_keys: [{ name: test, secret: ${keys.test} }]
    approval_hook: { url: "http://127.0.0.1:${hookPort}/stock", secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw }
    provider_accounts:
      - id: iamport-main
        adapter: iamport
        base_url: ${simulatorUrl}/iamport
        credentials: { imp_key: imp_key_test, imp_secret: imp_secret_test, user_code: imp00000000 }
        channels:
          - { id: kcp-card, pg: kcp.T0000, methods: [card], options: { confirm_process: true } }
`;
}

/** Opens the window as the shopper's browser does, with the parameters of the payment, and approves. */
async function approvedInWindow(changes: object = {}): Promise<{ readonly id: string }> {
  const { body } = await gateway.post('/v1/payments', windowPayment());
  const params = { ...body.next_action.params, ...changes };
  const url = `${gateway.simulator.url}/iamport/window/iamport?request=${encodeURIComponent(JSON.stringify(params))}`;
  await fetch(url);
  await gateway.simulator.fakes.iamport.shopper(params.merchant_uid, 'approve').catch(() => {});
  return body;
}

async function confirmed({ id }: { readonly id: string }) {
  return (await gateway.post(`/v1/payments/${id}/confirm`, {})).body;
}

describe('the confirm process', () => {
  it('lets the money be taken when the order is open and the merchant’s server agrees', async () => {
    const payment = await approvedInWindow();
    expect((await confirmed(payment)).status).toBe('paid');
    expect(asked).toHaveLength(1);
    expect(asked[0]?.body).toMatchObject({
      type: 'payment.approval_requested',
      data: { object: { id: payment.id, status: 'requires_action', amount: 10_000 } },
    });
    expect(asked[0]?.headers['webhook-signature']).toMatch(/^v1,/);
  });

  it('takes no money when the merchant’s server refuses, and the shopper hears why', async () => {
    reply = { status: 409, body: '{"reason":"품절되었습니다."}' };
    const payment = await approvedInWindow();
    expect(await confirmed(payment)).toMatchObject({
      status: 'failed',
      amount_paid: 0,
      failure: { provider: { message: '품절되었습니다.' } },
    });
  });

  it('takes no money when the merchant’s server fails', async () => {
    reply = { status: 500, body: 'oops' };
    expect(await confirmed(await approvedInWindow())).toMatchObject({ status: 'failed', amount_paid: 0 });
  });
});

describe('the question itself', () => {
  const ask = (body: unknown, path = '/webhooks/iamport/iamport-main/approval') =>
    gateway.call('POST', path, { body, key: null });

  it('is refused for another amount or an unknown order, without asking the merchant', async () => {
    const { body } = await gateway.post('/v1/payments', windowPayment());
    const merchant_uid = body.next_action.params.merchant_uid;
    const other = await ask({ imp_uid: 'imp_1', merchant_uid, amount: 9_999 });
    expect(other.status).toBe(409);
    expect(other.body).toEqual({ reason: '주문 금액과 결제 금액이 다릅니다.' });
    expect((await ask({ imp_uid: 'imp_1', merchant_uid: 'none', amount: 1 })).status).toBe(409);
    expect((await ask('nonsense')).status).toBe(409);
    expect(asked).toEqual([]);
    expect((await gateway.get(`/v1/payments/${body.id}`)).body.status).toBe('requires_action');
  });

  it('has no address at an account that does not exist', async () => {
    expect((await ask({}, '/webhooks/iamport/none/approval')).status).toBe(404);
    expect((await ask({}, '/webhooks/ecommpay/iamport-main/approval')).status).toBe(404);
  });
});
