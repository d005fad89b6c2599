import { keys, startTestGateway, type TestGateway } from './test-gateway.ts';

interface ServiceShopOptions {
  readonly variables?: Readonly<Record<string, string>>;
  /** Further options of the provider account, as YAML. */
  readonly options?: string;
}

/** A shop with contracts for cash receipts, escrow and identity verification. */
export function startServiceShop({ variables, options = '' }: ServiceShopOptions = {}): Promise<TestGateway> {
  return startTestGateway({
    ...(variables !== undefined && { variables }),
    configuration: (simulatorUrl) => `
merchants:
  - id: demo
    name: Demo Shop
    api_keys:
      - { name: test, secret: ${keys.test} }
      - { name: live, secret: ${keys.live} }
    provider_accounts:
      - id: iamport-main
        adapter: iamport
        base_url: ${simulatorUrl}/iamport
        sdk_url: ${simulatorUrl}/iamport/v1/iamport.js
        credentials: { imp_key: imp_key_test, imp_secret: imp_secret_test, user_code: imp00000000 }
        options: { ${options} }
        channels:
          - { id: kcp, pg: kcp.T0000, channel_key: channel-key-test, methods: [card, key_in, virtual_account] }
          - { id: danal, pg: danal.A010002002, channel_key: channel-key-danal, methods: [mobile] }
  - id: other
    name: Other Shop
    api_keys:
      - { name: test, secret: ${keys.otherShop} }
    provider_accounts:
      - id: ecommpay-kr
        adapter: ecommpay
        base_url: ${simulatorUrl}/ecommpay
        payment_page_url: ${simulatorUrl}/ecommpay
        credentials: { project_id: 200, secret: ecommpay_secret_test }
        channels:
          - { id: korean-banks, methods: [bank_transfer] }
`,
  });
}

/** A payment into a virtual account that has arrived. */
export async function paidByDeposit(gateway: TestGateway, payment: object) {
  const due = new Date(gateway.simulator.clock.now().getTime() + 3_600_000).toISOString();
  const method = { type: 'virtual_account', bank_code: '004', due_at: due, holder_name: '홍길동' };
  const opened = await gateway.post('/v1/payments', { ...payment, method });
  await gateway.simulator.fakes.iamport.deposit(opened.body.attempts[0].reference);
  const { body } = await gateway.post(`/v1/payments/${opened.body.id}/confirm`);
  if (body.status !== 'paid') throw new Error(`not paid: ${JSON.stringify(body)}`);
  return body;
}
