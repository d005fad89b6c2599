import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as rest } from 'node:timers/promises';
import { type LoadRequest, runLoad } from './load.ts';

/** Events in: kept and acknowledged. Events out: signed, sent to a fast server, and written down. Memory of a gateway that rests. */
const root = new URL('..', import.meta.url).pathname;
const events = Number(process.env.BENCH_EVENTS ?? 20_000);
const concurrency = 64;
const apiKey = 'sk_test_bench_0123456789abcdef';
const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
const folder = mkdtempSync(join(tmpdir(), 'hangil-bench-'));
const children: ChildProcess[] = [];

interface Started {
  readonly url: string;
  readonly pid: number;
}

async function start(args: readonly string[], environment: Record<string, string> = {}): Promise<Started> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (url === undefined || child.pid === undefined) continue;
    child.stdout.resume();
    return { url, pid: child.pid };
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

/** Resident memory in MiB, as the kernel counts it. */
function residentMib(pid: number): number {
  const [, kib = '0'] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kib) / 1_024);
}

const notices = (): LoadRequest[] =>
  Array.from({ length: events }, (_, number) => ({
    path: '/webhooks/iamport/instant',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ imp_uid: `imp_nobodys${number}`, merchant_uid: `nobodys${number}`, status: 'paid' }),
  }));

const posts = (path: string): LoadRequest[] =>
  Array.from({ length: events }, () => ({
    path,
    headers,
    body: JSON.stringify({ order_id: 'BENCH', amount: 10_000 }),
  }));

/** Every payment that waits for its shopper writes one event. */
const payments = (): LoadRequest[] =>
  Array.from({ length: events }, (_, number) => ({
    path: '/v1/payments',
    headers,
    body: JSON.stringify({
      order_id: `BENCH-${number}`,
      order_name: 'Blue T-shirt',
      amount: 10_000,
      currency: 'KRW',
      method: { type: 'card' },
      customer: { id: '21', name: '도건', email: 'do@example.com', phone: '01012345678' },
    }),
  }));

async function post(gateway: Started, path: string, body: object) {
  const response = await fetch(gateway.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path} was answered with ${response.status}: ${await response.text()}`);
  return (await response.json()) as { id: string };
}

/** Makes the endpoint read everything from the beginning, and waits until the sink has taken it. */
async function deliverEverything(gateway: Started, sink: Started): Promise<number> {
  const { id } = await post(gateway, '/v1/webhook_endpoints', { url: `${sink.url}/hooks` });
  const begunAt = performance.now();
  await post(gateway, `/v1/webhook_endpoints/${id}/recover`, { since: '2026-01-01T00:00:00Z' });
  while (Number(await (await fetch(sink.url)).text()) < events) await rest(20);
  return events / ((performance.now() - begunAt) / 1_000);
}

try {
  const limit = await start(['--import', 'tsx', 'bench/durable-post.ts', join(folder, 'limit.db')]);
  const provider = await start(['--import', 'tsx', 'bench/instant-iamport.ts']);
  const sink = await start(['--import', 'tsx', 'bench/fast-sink.ts']);
  const sinkAlone = await start(['--import', 'tsx', 'bench/fast-sink.ts']);
  writeFileSync(join(folder, 'hangil.yaml'), configuration(provider.url));
  const environment = {
    HANGIL_CONFIG: join(folder, 'hangil.yaml'),
    HANGIL_DATABASE_URL: `file:${join(folder, 'gateway.db')}`,
    HANGIL_LOG_LEVEL: 'info',
    PORT: '0',
  };
  const gateway = await start(['apps/gateway/dist/main.js'], environment);
  await rest(3_000);
  const idleMib = residentMib(gateway.pid);

  const durable = await runLoad(limit.url, posts('/'), concurrency, (status) => status === 200);
  const made = await runLoad(gateway.url, payments(), concurrency, (status) => status === 201);
  const sinkLimit = await runLoad(sinkAlone.url, posts('/hooks'), concurrency, (status) => status === 200);
  if (made.failures > 0) throw new Error('payments failed');
  const outboundPerSecond = await deliverEverything(gateway, sink);
  const inbound = await runLoad(gateway.url, notices(), concurrency, (status) => status === 200);
  if (durable.failures + inbound.failures + sinkLimit.failures > 0) throw new Error('requests failed');

  const summary = {
    cpu: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}`,
    node: process.version,
    events,
    inboundPerSecond: Math.round(inbound.perSecond),
    inboundP99Ms: Number(inbound.p99Ms.toFixed(1)),
    durablePostPerSecond: Math.round(durable.perSecond),
    inboundRatio: Number((inbound.perSecond / durable.perSecond).toFixed(2)),
    outboundPerSecond: Math.round(outboundPerSecond),
    sinkPerSecond: Math.round(sinkLimit.perSecond),
    outboundRatio: Number((outboundPerSecond / sinkLimit.perSecond).toFixed(2)),
    idleMib,
  };
  writeFileSync(join(root, 'bench/results/events.json'), `${JSON.stringify(summary, null, 2)}\n`);
  process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
} finally {
  for (const child of children) child.kill();
  rmSync(folder, { recursive: true, force: true });
}
