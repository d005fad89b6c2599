interface Keys {
  readonly test: string;
  readonly live: string;
  readonly otherShop: string;
}

/** A hangil.yaml with two merchants; the first has a test and a live key and both providers. */
export function twoShops(simulatorUrl: string, keys: Keys, webhookEndpoints = '[]'): string {
  return `
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
        channels:
          - { id: kcp-card, pg: kcp.T0000, methods: [card, key_in, virtual_account] }
          - { id: kakao, pg: kakaopay.TC0ONETIME, methods: [easy_pay/kakaopay] }
      - id: ecommpay-kr
        adapter: ecommpay
        base_url: ${simulatorUrl}/ecommpay
        payment_page_url: ${simulatorUrl}/ecommpay
        credentials: { project_id: 200, secret: ecommpay_secret_test }
        channels:
          - { id: korean-banks, methods: [bank_transfer, payout/bank_transfer], options: { hours: always } }
    webhook_endpoints: ${webhookEndpoints}
  - id: other
    name: Other Shop
    api_keys:
      - { name: test, secret: ${keys.otherShop} }
    provider_accounts:
      - id: iamport-other
        adapter: iamport
        base_url: ${simulatorUrl}/iamport
        credentials: { imp_key: imp_key_test, imp_secret: imp_secret_test, user_code: imp00000000 }
        channels:
          - { id: other-card, pg: kcp.T0000, methods: [card] }
`;
}

/** The same with channels of PGs that keep billing keys, one of them in its window, and one that changes accounts. */
export function withStoredMeans(...given: Parameters<typeof twoShops>): string {
  return twoShops(...given).replace(
    'methods: [card, key_in, virtual_account] }',
    `methods: [card, key_in, virtual_account, billing_key] }
          - { id: settle-account, pg: settle.S0001, methods: [virtual_account] }
          - { id: kcp-billing, pg: kcp_billing.BA001, methods: [billing_key] }`,
  );
}
