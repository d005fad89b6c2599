import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as rest } from 'node:timers/promises';
import { delayMsOf, isDeclined } from './published-profile.ts';

/**
 * Speaks just enough of i'mport to take payments of 10,000 won, and keeps nothing but which keyed-in charges came: the payment
 * `imp_<reference>` is always there under that reference. Prints its address.
 *
 * `instant` answers at once, `profile` late and sometimes with a decline, `silent` never answers a keyed-in charge.
 */
const [mode = 'instant'] = process.argv.slice(2);
const charged = new Set<string>();

const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => {
    body += chunk;
  });
  request.on('end', async () => {
    const answer = await answerTo(request.url ?? '', body);
    if (answer === null) return;
    response.writeHead(answer === 'unknown' ? 404 : 200, { 'content-type': 'application/json' });
    const told = answer === 'unknown' ? null : answer;
    response.end(JSON.stringify({ code: told === null ? -1 : 0, message: null, response: told }));
  });
});

async function answerTo(url: string, body: string): Promise<object | 'unknown' | null> {
  if (url === '/charged') return { charged: charged.size };
  const nowSeconds = Math.floor(Date.now() / 1_000);
  if (url.startsWith('/users/getToken'))
    return { access_token: 'bench', now: nowSeconds, expired_at: nowSeconds + 1_800 };
  if (url.startsWith('/subscribe/payments/onetime')) return charge(body, nowSeconds);
  const found = /\/payments\/find(?:All)?\/([a-z0-9]+)/.exec(url)?.[1];
  if (found !== undefined) return charged.has(found) ? payment(found, nowSeconds) : 'unknown';
  const reference = /\/payments\/imp_([a-z0-9]+)/.exec(url)?.[1];
  if (reference === undefined) return JSON.parse(body);
  if (mode !== 'profile') return payment(reference, nowSeconds);
  await rest(delayMsOf(reference));
  return payment(reference, nowSeconds, isDeclined(reference) ? 'failed' : 'paid');
}

function charge(body: string, nowSeconds: number): object | null {
  const reference: string = JSON.parse(body).merchant_uid;
  charged.add(reference);
  return mode === 'silent' ? null : payment(reference, nowSeconds);
}

function payment(reference: string, nowSeconds: number, status: 'paid' | 'failed' = 'paid') {
  return {
    imp_uid: `imp_${reference}`,
    merchant_uid: reference,
    status,
    amount: 10_000,
    cancel_amount: 0,
    currency: 'KRW',
    pay_method: 'card',
    pg_provider: 'kcp',
    pg_tid: '20261124000001',
    apply_num: '30012345',
    card_name: 'BC카드',
    card_number: '491633******1234',
    paid_at: status === 'paid' ? nowSeconds : 0,
    failed_at: status === 'failed' ? nowSeconds : 0,
    fail_reason: status === 'failed' ? '한도초과' : null,
  };
}

server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
