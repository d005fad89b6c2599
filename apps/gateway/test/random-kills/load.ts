import { apiKey } from './live-gateway.ts';

/** What a client was told, as it stands in the log outside the gateway. */
export interface Acknowledged {
  readonly kind: 'payments' | 'refunds' | 'payouts';
  readonly id: string;
  readonly status: string;
}

export interface LoadSettings {
  readonly clients: number;
  /** Makes order ids and references unlike any other. */
  readonly nextNumber: () => number;
  readonly acknowledge: (told: Acknowledged) => void;
  /** A request was made and no answer came. */
  readonly lose: () => void;
}

/** Clients that charge cards, refund parts of what was paid and pay out, one request after the other, until they are stopped. */
export function runLoad(url: string, settings: LoadSettings): { stop(): Promise<void> } {
  let stopping = false;
  const clients = Array.from({ length: settings.clients }, async () => {
    while (!stopping) {
      try {
        await buyAndGiveBack(url, settings);
      } catch {
        settings.lose();
        return;
      }
    }
  });
  return {
    async stop() {
      stopping = true;
      await Promise.all(clients);
    },
  };
}

async function buyAndGiveBack(url: string, { nextNumber, acknowledge }: LoadSettings): Promise<void> {
  const number = nextNumber();
  if (number % 4 === 0) {
    acknowledge({ kind: 'payouts', ...(await post(url, '/v1/payouts', payout(number), `payout-${number}`)) });
    return;
  }
  const paid = await post(url, '/v1/payments', charge(number), `payment-${number}`);
  acknowledge({ kind: 'payments', ...paid });
  if (paid.status !== 'paid' || number % 2 === 0) return;
  const path = `/v1/payments/${paid.id}/refunds`;
  acknowledge({
    kind: 'refunds',
    ...(await post(url, path, { amount: 4_000, requester: 'admin' }, `refund-${number}`)),
  });
}

async function post(url: string, path: string, body: object, key: string): Promise<{ id: string; status: string }> {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as { id: string; status: string; detail?: string };
  if (response.status >= 300) throw new Error(`${path} was answered with ${response.status}: ${answer.detail}`);
  return { id: answer.id, status: answer.status };
}

function charge(number: number): object {
  return {
    order_id: `ORDER-${number}`,
    order_name: 'Blue T-shirt',
    amount: 10_000,
    currency: 'KRW',
    method: {
      type: 'key_in',
      card_number: '4111111111111111',
      expiry: '2030-12',
      birth_or_business_number: '880101',
      password_2digits: '12',
    },
    customer: { id: '21', name: '도건', email: 'do@example.com', phone: '01012345678' },
  };
}

function payout(number: number): object {
  return {
    reference: `PAYOUT-${number}`,
    amount: 20_000,
    currency: 'KRW',
    method: { type: 'bank_transfer' },
    destination: { bank_code: '004', account_number: '110123456789', holder_name: '홍길동' },
    customer: { id: '21', first_name: 'Kon', last_name: 'Do', email: 'do@example.com', ip_address: '198.51.100.7' },
  };
}
