import { setTimeout as rest } from 'node:timers/promises';
import { apiKey } from './live-gateway.ts';

/** What a client was told, as it stands in the log outside the gateway. */
export interface Acknowledged {
  readonly kind: 'payments' | 'refunds' | 'payouts';
  readonly id: string;
  readonly status: string;
}

export interface LoadSettings {
  readonly clients: number;
  /** A gateway to send the next request to; null while there is none. */
  readonly pickUrl: () => string | null;
  readonly acknowledge: (told: Acknowledged) => void;
  /** A request got no answer and is made again. */
  readonly lose: () => void;
}

export interface Load {
  /** Requests that were begun. */
  readonly requests: number;
  /** Resolves when every client has its answer. */
  stop(): Promise<void>;
}

/**
 * Clients that charge cards, refund parts of what was paid and pay out, one request after the other. A request without an answer is
 * made again under its key, at whatever gateway there is.
 */
export function runLoad(settings: LoadSettings): Load {
  let stopping = false;
  let requests = 0;
  const clients = Array.from({ length: settings.clients }, async () => {
    while (!stopping) {
      requests += 1;
      await buyAndGiveBack(requests, settings);
    }
  });
  return {
    get requests() {
      return requests;
    },
    async stop() {
      stopping = true;
      await Promise.all(clients);
    },
  };
}

async function buyAndGiveBack(number: number, settings: LoadSettings): Promise<void> {
  const ask = async (kind: Acknowledged['kind'], path: string, body: object) => {
    const answer = await untilAnswered(path, body, `${kind}-${number}`, settings);
    if (answer !== null) settings.acknowledge({ kind, ...answer });
    return answer;
  };
  if (number % 4 === 0) {
    await ask('payouts', '/v1/payouts', payout(number));
    return;
  }
  const paid = await ask('payments', '/v1/payments', charge(number));
  if (paid?.status !== 'paid' || number % 2 === 0) return;
  await ask('refunds', `/v1/payments/${paid.id}/refunds`, { amount: 4_000, requester: 'admin' });
}

interface Answer {
  readonly id: string;
  readonly status: string;
}

/** So often a client asks about a request that is still under way somewhere, perhaps at a gateway that is gone. */
const questionsMax = 5;
const pauseMs = 100;

/** null = the client has given up. */
async function untilAnswered(path: string, body: object, key: string, settings: LoadSettings): Promise<Answer | null> {
  for (let questions = 0; questions < questionsMax; ) {
    const url = settings.pickUrl();
    const answer = url === null ? 'nobody' : await post(url + path, body, key);
    if (typeof answer === 'object') return answer;
    if (answer === 'not yet') questions += 1;
    settings.lose();
    await rest(pauseMs);
  }
  return null;
}

async function post(url: string, body: object, key: string): Promise<Answer | 'nobody' | 'not yet'> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(body),
    });
  } catch {
    return 'nobody';
  }
  const answer = (await response.json().catch(() => null)) as (Answer & { readonly detail?: string }) | null;
  if (answer === null) return 'nobody';
  if (response.status === 409 || response.status >= 500) return 'not yet';
  if (response.status >= 300) throw new Error(`${url} was answered with ${response.status}: ${answer.detail}`);
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
