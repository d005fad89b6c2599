import { keyInMethod } from '../../apps/gateway/test/support/requests.ts';
import { keys, startTestGateway, type TestGateway } from '../../apps/gateway/test/support/test-gateway.ts';
import { twoShops } from '../../apps/gateway/test/support/two-shops.ts';

/** A month of a small shop at the simulator: what docs/ledger.md closes. */
export interface November {
  readonly gateway: TestGateway;
  /** API key of the person who approves. */
  readonly second: { readonly key: string };
  /** Payments by their order ids, with ids. */
  readonly payments: ReadonlyMap<string, { readonly id: string; readonly provider_payment_id: string }>;
}

const second = { key: 'sk_test_accounting01' };
const terms =
  'settlement: {cycle: {type: daily, after_business_days: 2}, fees: [{method: key_in, rate: 2.5%, vat: 10%, rounding: down}]}';

export async function liveThroughNovember(): Promise<November> {
  const gateway = await startTestGateway({
    configuration: (...given) =>
      twoShops(...given)
        .replace('virtual_account] }', `virtual_account], ${terms} }`)
        .replace(
          `- { name: test, secret: ${keys.test} }`,
          `- { name: test, secret: ${keys.test} }\n      - { name: accounting, secret: ${second.key} }`,
        ),
  });
  const payments = new Map<string, { id: string; provider_payment_id: string }>();
  const at = (day: string) => gateway.simulator.clock.set(new Date(`2026-11-${day}T11:00:00+09:00`));
  const pay = async (orderId: string, amount: number, taxFree = 0) => {
    const body = { order_id: orderId, order_name: orderId, amount, currency: 'KRW', method: keyInMethod };
    payments.set(orderId, await made(gateway, '/v1/payments', { ...body, tax_free_amount: taxFree }));
  };

  at('02');
  await pay('A', 30_000);
  await pay('B', 20_000, 9_000);
  at('03');
  await pay('C', 10_000);
  await made(gateway, `/v1/payments/${payments.get('A')?.id}/refunds`, { amount: 5_000, reason: '변심' });
  at('30');
  await pay('D', 40_000);
  gateway.simulator.clock.set(new Date('2026-12-01T10:00:00+09:00'));
  return { gateway, second, payments };
}

/** Sends what must work, and gives its answer. */
// biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely
export async function made(gateway: TestGateway, path: string, body: object, options = {}): Promise<any> {
  const answer = await gateway.post(path, body, options);
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return answer.body;
}
