import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Speaks just enough of i'mport to confirm a payment, and keeps nothing: the payment `imp_<reference>` is always paid with
 * 10,000 won under that reference. Prints its address.
 */
const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => {
    body += chunk;
  });
  request.on('end', () => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ code: 0, message: null, response: answerTo(request.url ?? '', body) }));
  });
});

function answerTo(url: string, body: string): object {
  const nowSeconds = Math.floor(Date.now() / 1000);
  if (url.startsWith('/users/getToken'))
    return { access_token: 'bench', now: nowSeconds, expired_at: nowSeconds + 1800 };
  const reference = /\/payments\/imp_([a-z0-9]+)/.exec(url)?.[1];
  if (reference === undefined) return JSON.parse(body);
  return {
    imp_uid: `imp_${reference}`,
    merchant_uid: reference,
    status: 'paid',
    amount: 10_000,
    cancel_amount: 0,
    currency: 'KRW',
    pay_method: 'card',
    pg_provider: 'kcp',
    pg_tid: '20261124000001',
    apply_num: '30012345',
    card_name: 'BC카드',
    card_number: '491633******1234',
    paid_at: nowSeconds,
  };
}

server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
