/** Secret key of a merchant of `configurationOf`. */
export function apiKeyOf(merchant: number): string {
  return `sk_test_bench_${String(merchant).padStart(16, '0')}`;
}

export function headersOf(merchant: number): Record<string, string> {
  return { authorization: `Bearer ${apiKeyOf(merchant)}`, 'content-type': 'application/json' };
}

/** A `hangil.yaml` with some merchants, each with an account and two channels at one provider. */
export function configurationOf(providerUrl: string, merchants = 1): string {
  const one = (merchant: number) => `  - id: bench-${merchant}
    name: Bench
    api_keys: [{ name: default, secret: ${apiKeyOf(merchant)} }]
    provider_accounts:
      - id: instant-${merchant}
        adapter: iamport
        base_url: ${providerUrl}
        credentials: { imp_key: bench, imp_secret: bench, user_code: imp00000000 }
        channels:
          - { id: card-${merchant}, pg: kcp.T0000, methods: [card] }
          - { id: key-in-${merchant}, pg: nice.T0000, methods: [key_in] }
`;
  return `merchants:\n${Array.from({ length: merchants }, (_, merchant) => one(merchant)).join('')}`;
}

/** A payment that waits for its shopper at a window. */
export function cardPayment(orderId: string) {
  return {
    order_id: orderId,
    order_name: 'Blue T-shirt',
    amount: 10_000,
    currency: 'KRW',
    method: { type: 'card' },
    customer: { id: '21', name: '도건', email: 'do@example.com', phone: '01012345678' },
    return_url: 'https://shop.example/return',
  };
}

/** What a confirm needs of a payment that waits for its shopper. */
export interface Confirmable {
  readonly id: string;
  readonly reference: string;
}

export function toConfirmable(body: string): Confirmable {
  const payment = JSON.parse(body);
  return { id: payment.id, reference: payment.next_action?.params?.merchant_uid };
}

export function confirmBody({ reference }: Confirmable): string {
  return JSON.stringify({ provider_payment_id: `imp_${reference}` });
}
