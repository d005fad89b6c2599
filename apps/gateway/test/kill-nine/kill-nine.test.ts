import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { minuteMs } from '@hangil/core';
import { type Simulator, startSimulator } from '@hangil/simulator';
import { openSqliteStore } from '@hangil/store-sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const apiKey = 'sk_test_kill_nine_0123456789';
const script = fileURLToPath(new URL('dying-gateway.ts', import.meta.url));
const root = fileURLToPath(new URL('../../../..', import.meta.url));

type Kind = 'payment' | 'refund' | 'payout';

const moments = [
  'before-claim',
  'after-claim',
  'call-before-acting',
  'call-after-acting',
  'before-conclusion',
  'after-conclusion',
] as const;
type Moment = (typeof moments)[number];

/** Whether the provider has acted when the process dies there (a call that is under way still arrives). */
const hasActed: Record<Moment, boolean> = {
  'before-claim': false,
  'after-claim': false,
  'call-before-acting': true,
  'call-after-acting': true,
  'before-conclusion': true,
  'after-conclusion': true,
};

let folder: string;
let simulator: Simulator;
let children: ChildProcess[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hangil-kill-nine-'));
  simulator = await startSimulator();
  children = [];
  writeFileSync(join(folder, 'hangil.yaml'), configuration(simulator.url));
});

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await simulator.close();
  rmSync(folder, { recursive: true, force: true });
});

function configuration(url: string): string {
  return `merchants:
  - id: demo
    name: Demo
    api_keys: [{ name: default, secret: ${apiKey} }]
    provider_accounts:
      - id: iamport-main
        adapter: iamport
        base_url: ${url}/iamport
        credentials: { imp_key: imp_key_test, imp_secret: imp_secret_test, user_code: imp00000000 }
        channels: [{ id: kcp-card, pg: kcp.T0000, methods: [key_in] }]
      - id: ecommpay-kr
        adapter: ecommpay
        base_url: ${url}/ecommpay
        credentials: { project_id: 200, secret: ecommpay_secret_test }
        channels: [{ id: korean-banks, methods: [payout/bank_transfer], options: { hours: always } }]
`;
}

async function startGateway(environment: Record<string, string>): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, ['--conditions=@hangil/source', '--import', 'tsx', script], {
    cwd: root,
    env: {
      ...process.env,
      PORT: '0',
      HANGIL_CONFIG: join(folder, 'hangil.yaml'),
      HANGIL_DATABASE_URL: `file:${join(folder, 'hangil.db')}`,
      HANGIL_LOG_LEVEL: 'silent',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /listening on (\S+)/.exec(line)?.[1];
    if (url !== undefined) return { url, child };
  }
  throw new Error('the gateway did not start');
}

async function call<Body = Answer>(
  url: string,
  method: string,
  path: string,
  body?: object,
  key?: string,
): Promise<{ status: number; body: Body }> {
  const response = await fetch(url + path, {
    method,
    headers: {
      authorization: `Bearer ${apiKey}`,
      'content-type': 'application/json',
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Body };
}

interface Answer {
  readonly id: string;
  readonly status: string;
}

interface List<Item> {
  readonly data: readonly Item[];
}

type Send = (at: string) => Promise<{ status: number; body: Answer }>;

const charge = {
  order_id: 'ORDER-1',
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

const payout = {
  reference: 'PAYOUT-1',
  amount: 20_000,
  currency: 'KRW',
  method: { type: 'bank_transfer' },
  destination: { bank_code: '004', account_number: '110123456789', holder_name: '홍길동' },
  customer: { id: '21', first_name: 'Kon', last_name: 'Do', email: 'do@example.com', ip_address: '198.51.100.7' },
};

/** The request during which the process dies, and the same again afterwards. */
async function requestFor(kind: Kind, url: string): Promise<Send> {
  if (kind === 'payment') return (at) => call(at, 'POST', '/v1/payments', charge, 'key-1');
  if (kind === 'payout') return (at) => call(at, 'POST', '/v1/payouts', payout, 'key-1');
  const paid = await call(url, 'POST', '/v1/payments', charge);
  expect(paid.body.status).toBe('paid');
  return (at) =>
    call(at, 'POST', `/v1/payments/${paid.body.id}/refunds`, { amount: 6_000, requester: 'admin' }, 'key-1');
}

const providerOperation = { payment: 'onetime', refund: 'cancel', payout: 'payout' } as const;

async function dieDuring(kind: Kind, moment: Moment): Promise<Send> {
  const held = moment.startsWith('call-');
  const { url, child } = await startGateway(held ? {} : { DIE_AT: moment, DIE_KIND: kind });
  const send = await requestFor(kind, url);
  const { faults } = kind === 'payout' ? simulator.fakes.ecommpay : simulator.fakes.iamport;
  if (held)
    faults.inject(providerOperation[kind], { kind: moment === 'call-before-acting' ? 'hold_before' : 'hold_after' });
  const dead = once(child, 'exit');
  const lost = expect(send(url)).rejects.toThrow();
  if (held) {
    await faults.whenHeld();
    child.kill('SIGKILL');
  }
  await Promise.all([dead, lost]);
  faults.releaseHeld();
  return send;
}

/** What the provider's own books say has moved for the operation of this kind. */
function moved(kind: Kind): number {
  const [payment] = simulator.fakes.iamport.books().payments;
  if (kind === 'payment') return (payment?.charges ?? 0) * 10_000;
  if (kind === 'refund') return payment?.returnedMinor ?? 0;
  return simulator.fakes.ecommpay
    .books()
    .payouts.reduce((sum, { transfers, amountMinor }) => sum + transfers * amountMinor, 0);
}

const amounts: Record<Kind, number> = { payment: 10_000, refund: 6_000, payout: 20_000 };

/** What we believe has moved. */
async function believed(kind: Kind, url: string): Promise<number> {
  type Paid = Answer & { readonly amount_paid: number; readonly amount_refunded: number };
  const [payment] = (await call<List<Paid>>(url, 'GET', '/v1/payments?order_id=ORDER-1')).body.data;
  if (kind === 'payment') return payment?.amount_paid ?? 0;
  if (kind === 'refund') return payment?.amount_refunded ?? 0;
  const payouts = await call<List<Answer & { readonly amount: number }>>(url, 'GET', '/v1/payouts');
  return payouts.body.data.filter(({ status }) => status === 'succeeded').reduce((sum, { amount }) => sum + amount, 0);
}

async function openThings(url: string): Promise<string[]> {
  type Open = Answer & { readonly amount_refunding?: number };
  const names = ['payments', 'refunds', 'payouts'];
  const lists = await Promise.all(names.map((name) => call<List<Open>>(url, 'GET', `/v1/${name}`)));
  return lists
    .flatMap(({ body }) => body.data)
    .filter(
      ({ status, amount_refunding = 0 }) =>
        ['pending', 'unknown', 'processing'].includes(status) || amount_refunding > 0,
    )
    .map(({ id, status }) => `${id} ${status}`);
}

/** Operations that are not closed, read from the file after the gateway has stopped. */
async function openOperations(): Promise<string[]> {
  const store = openSqliteStore({ path: join(folder, 'hangil.db') });
  const scope = { merchantId: 'demo' as never, livemode: false };
  const page = { limit: 100, cursor: null };
  const { items: payments } = await store.payments(scope, {}, page);
  const { items: refunds } = await store.refunds(scope, {}, page);
  const { items: payouts } = await store.payouts(scope, {}, page);
  const subjects = [...payments, ...refunds, ...payouts].map(({ id }) => id);
  const operations = (await Promise.all(subjects.map((id) => store.operationsOf(id)))).flat();
  await store.close();
  return operations.filter(({ status }) => status !== 'closed').map(({ id, status }) => `${id} ${status}`);
}

describe('kill -9 of the real process on a real file', () => {
  for (const kind of ['payment', 'refund', 'payout'] as const) {
    for (const moment of moments) {
      it(`during a ${kind}, ${moment.replaceAll('-', ' ')}: nothing twice, nothing lost, nothing stuck`, async () => {
        const send = await dieDuring(kind, moment);
        await expect.poll(() => moved(kind)).toBe(hasActed[moment] ? amounts[kind] : 0);

        const { url, child } = await startGateway({ CLOCK_OFFSET_MS: String(10 * minuteMs) });
        await expect.poll(() => openThings(url), { timeout: 15_000 }).toEqual([]);
        expect(await believed(kind, url)).toBe(moved(kind));
        expect((await call(url, 'GET', '/v1/ledger/verify')).body).toMatchObject({ ok: true, problems: [] });

        // The caller never got an answer and asks again under the same key: now it is done, and was done once.
        const again = await send(url);
        if (kind === 'payout' && moment === 'after-claim') {
          expect(again).toMatchObject({ status: 502, body: { code: 'provider_unreachable' } });
          return;
        }
        expect(again.status).toBeLessThan(300);
        await expect.poll(() => openThings(url), { timeout: 15_000 }).toEqual([]);
        expect(moved(kind)).toBe(amounts[kind]);
        expect(await believed(kind, url)).toBe(amounts[kind]);
        expect((await call(url, 'GET', '/v1/ledger/verify')).body).toMatchObject({ ok: true, problems: [] });

        child.kill('SIGTERM');
        child.kill('SIGKILL');
        await once(child, 'exit');
        expect(await openOperations()).toEqual([]);
      });
    }
  }
});
