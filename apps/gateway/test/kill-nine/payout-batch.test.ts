import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { minuteMs } from '@hangil/core';
import { type Simulator, startSimulator } from '@hangil/simulator';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, expect, it } from 'vitest';

const apiKey = 'sk_test_batch_kill_nine_0123';
const script = fileURLToPath(new URL('dying-gateway.ts', import.meta.url));
const root = fileURLToPath(new URL('../../../..', import.meta.url));
const rows = 1_000;
const amount = 20_000;

let folder: string;
let simulator: Simulator;
let children: ChildProcess[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hangil-batch-'));
  simulator = await startSimulator();
  children = [];
  writeFileSync(
    join(folder, 'hangil.yaml'),
    `merchants:
  - id: demo
    name: Demo
    api_keys: [{ name: default, secret: ${apiKey} }]
    provider_accounts:
      - id: ecommpay-kr
        adapter: ecommpay
        base_url: ${simulator.url}/ecommpay
        credentials: { project_id: 200, secret: ecommpay_secret_test }
        channels: [{ id: korean-banks, methods: [payout/bank_transfer], options: { hours: always } }]
`,
  );
});

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await simulator.close();
  rmSync(folder, { recursive: true, force: true });
});

async function startGateway(clockOffsetMs: number): Promise<{ readonly url: string; readonly child: ChildProcess }> {
  const child = spawn(process.execPath, ['--conditions=@hangil/source', '--import', 'tsx', script], {
    cwd: root,
    env: {
      ...process.env,
      PORT: '0',
      HANGIL_CONFIG: join(folder, 'hangil.yaml'),
      HANGIL_DATABASE_URL: `file:${join(folder, 'hangil.db')}`,
      HANGIL_LOG_LEVEL: 'silent',
      CLOCK_OFFSET_MS: String(clockOffsetMs),
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

function file(): string {
  const header = 'reference,amount,currency,bank_code,account_number,holder_name,customer_id,customer_ip_address';
  const lines = Array.from(
    { length: rows },
    (_, index) => `ROW-${index + 1},${amount},KRW,004,110123456789,홍길동,21,198.51.100.7`,
  );
  return [header, ...lines].join('\n');
}

const authorization = `Bearer ${apiKey}`;
const books = () => simulator.fakes.ecommpay.books().payouts;

it('a batch of 1,000 with a tenth of the answers lost and a kill -9 in the middle pays each row at most once and explains every row', async () => {
  const { faults } = simulator.fakes.ecommpay;
  const first = await startGateway(0);
  const upload = await fetch(`${first.url}/v1/payout_batches`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'text/csv' },
    body: file(),
  });
  expect(upload.status).toBe(201);
  const { id } = (await upload.json()) as { readonly id: string };
  // Ten groups of lost answers, spread over the first half, half of them before the provider acted and half after.
  for (let group = 0; group < 10; group += 1) {
    faults.inject('payout', { kind: 'lose_before' }, 5);
    faults.inject('payout', { kind: 'lose_after' }, 5);
    await expect.poll(() => books().length, { timeout: 30_000 }).toBeGreaterThanOrEqual(30 + 45 * group);
  }
  const dead = once(first.child, 'exit');
  first.child.kill('SIGKILL');
  await dead;
  faults.clear();
  const paidBefore = books().length;
  expect(paidBefore).toBeLessThan(rows);

  const { url } = await startGateway(10 * minuteMs);
  const get = async (path: string) => fetch(`${url}/v1/payout_batches/${id}${path}`, { headers: { authorization } });
  const status = async () => ((await (await get('')).json()) as { readonly status: string }).status;
  await expect.poll(status, { timeout: 90_000, interval: 500 }).toBe('completed');

  const result: Record<string, string>[] = parse(await (await get('/result.csv')).text(), { columns: true, bom: true });
  expect(result.map(({ row }) => Number(row))).toEqual(Array.from({ length: rows }, (_, index) => index + 1));
  for (const each of result) {
    const explained = each.status === 'succeeded' ? each.succeeded_at : each.failure_code;
    expect(explained, `row ${each.row} is ${each.status}`).not.toBe('');
  }
  expect(books().every(({ transfers }) => transfers === 1)).toBe(true);
  expect(result.filter((each) => each.status === 'succeeded')).toHaveLength(books().length);
  expect(result.filter((each) => each.status === 'failed').length).toBeGreaterThanOrEqual(50);
  expect(books().length).toBeGreaterThan(paidBefore);
  const verified = await fetch(`${url}/v1/ledger/verify`, { headers: { authorization } });
  expect(await verified.json()).toMatchObject({ ok: true, problems: [] });
}, 180_000);
