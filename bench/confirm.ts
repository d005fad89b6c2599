import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type LoadRequest, type LoadResult, median, runLoad } from './load.ts';

const root = new URL('..', import.meta.url).pathname;
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const paymentsPerRound = Number(process.env.BENCH_PAYMENTS ?? 8_000);
const concurrency = 64;
const apiKey = 'sk_test_bench_0123456789abcdef';
const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };

const folder = mkdtempSync(join(tmpdir(), 'hangil-bench-'));
const children: ChildProcess[] = [];

/** Starts a server and waits for the line with its address. */
async function start(args: readonly string[], environment: Record<string, string> = {}): Promise<string> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (url !== undefined) {
      child.stdout.resume();
      return url;
    }
  }
  throw new Error(`${args.join(' ')} did not start`);
}

function configuration(providerUrl: string): string {
  return `merchants:
  - id: bench
    name: Bench
    api_keys: [{ name: default, secret: ${apiKey} }]
    provider_accounts:
      - id: instant
        adapter: iamport
        base_url: ${providerUrl}
        credentials: { imp_key: bench, imp_secret: bench, user_code: imp00000000 }
        channels: [{ id: card, pg: kcp.T0000, methods: [card] }]
`;
}

interface Confirmable {
  readonly id: string;
  readonly reference: string;
}

/** Makes payments that wait for the shopper; not measured. */
async function preparePayments(gatewayUrl: string, round: number): Promise<Confirmable[]> {
  const made: Confirmable[] = [];
  const requests: LoadRequest[] = Array.from({ length: paymentsPerRound }, (_, index) => ({
    path: '/v1/payments',
    headers,
    body: JSON.stringify({
      order_id: `BENCH-${round}-${index}`,
      order_name: 'Blue T-shirt',
      amount: 10_000,
      currency: 'KRW',
      method: { type: 'card' },
      customer: { id: '21', name: '도건', email: 'do@example.com', phone: '01012345678' },
      return_url: 'https://shop.example/return',
    }),
  }));
  const { failures } = await runLoad(gatewayUrl, requests, concurrency, (status, body) => {
    const payment = JSON.parse(body);
    made.push({ id: payment.id, reference: payment.next_action?.params?.merchant_uid });
    return status === 201;
  });
  if (failures > 0) throw new Error(`${failures} payments could not be made`);
  return made;
}

function confirms(payments: readonly Confirmable[]): LoadRequest[] {
  return payments.map(({ id, reference }) => ({
    path: `/v1/payments/${id}/confirm`,
    headers,
    body: JSON.stringify({ provider_payment_id: `imp_${reference}` }),
  }));
}

function posts(count: number): LoadRequest[] {
  const body = JSON.stringify({
    order_id: 'BENCH',
    amount: 10_000,
    currency: 'KRW',
    name: 'Blue T-shirt',
    buyer: 'do@example.com',
  });
  return Array.from({ length: count }, () => ({ path: '/', headers, body }));
}

async function main(): Promise<void> {
  const limitUrl = await start(['--import', 'tsx', 'bench/durable-post.ts', join(folder, 'limit.db')]);
  const providerUrl = await start(['--import', 'tsx', 'bench/instant-iamport.ts']);
  writeFileSync(join(folder, 'hangil.yaml'), configuration(providerUrl));
  const gatewayUrl = await start(['--max-semi-space-size=32', 'apps/gateway/dist/main.js'], {
    HANGIL_CONFIG: join(folder, 'hangil.yaml'),
    HANGIL_DATABASE_URL: `file:${join(folder, 'gateway.db')}`,
    HANGIL_LOG_LEVEL: process.env.HANGIL_LOG_LEVEL ?? 'info',
    PORT: '0',
  });
  const measured: { limit: LoadResult; confirm: LoadResult }[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const payments = await preparePayments(gatewayUrl, round);
    const limit = await runLoad(limitUrl, posts(paymentsPerRound), concurrency, (status) => status === 200);
    const confirm = await runLoad(
      gatewayUrl,
      confirms(payments),
      concurrency,
      (status, body) => status === 200 && body.includes('"status":"paid"'),
    );
    if (limit.failures + confirm.failures > 0) throw new Error(`${limit.failures + confirm.failures} requests failed`);
    if (round > 0) measured.push({ limit, confirm });
    process.stdout.write(
      `${round === 0 ? 'warm-up' : `round ${round}`}: limit ${line(limit)} | confirm ${line(confirm)} | ratio ${ratio({ limit, confirm }).toFixed(2)}\n`,
    );
  }
  report(measured);
}

function line({ perSecond, p50Ms, p99Ms }: LoadResult): string {
  return `${Math.round(perSecond)}/s p50 ${p50Ms.toFixed(1)} ms p99 ${p99Ms.toFixed(1)} ms`;
}

function ratio({ limit, confirm }: { limit: LoadResult; confirm: LoadResult }): number {
  return confirm.perSecond / limit.perSecond;
}

function report(measured: readonly { limit: LoadResult; confirm: LoadResult }[]): void {
  const summary = {
    cpu: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}`,
    node: process.version,
    concurrency,
    rounds: measured.length,
    requestsPerRound: paymentsPerRound,
    confirmsPerSecond: Math.round(median(measured.map(({ confirm }) => confirm.perSecond))),
    confirmP50Ms: Number(median(measured.map(({ confirm }) => confirm.p50Ms)).toFixed(1)),
    confirmP99Ms: Number(median(measured.map(({ confirm }) => confirm.p99Ms)).toFixed(1)),
    limitPerSecond: Math.round(median(measured.map(({ limit }) => limit.perSecond))),
    ratio: Number(median(measured.map(ratio)).toFixed(2)),
  };
  mkdirSync(join(root, 'bench/results'), { recursive: true });
  writeFileSync(join(root, 'bench/results/confirm.json'), `${JSON.stringify({ summary, measured }, null, 2)}\n`);
  process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
}

try {
  await main();
} finally {
  for (const child of children) child.kill();
  rmSync(folder, { recursive: true, force: true });
}
