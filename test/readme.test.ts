import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const apiKey = 'sk_test_readme_0123456789abcdef';

let stop: () => Promise<void> = async () => {};
afterEach(() => stop());

/** The shell blocks between the marks, with the ports that are free here. */
function walkThrough(file: string, gatewayPort: number, simulatorPort: number): string {
  const marked =
    /<!-- walk-through:[\s\S]*?-->([\s\S]*)<!-- end of walk-through -->/.exec(
      readFileSync(join(root, file), 'utf8'),
    )?.[1] ?? '';
  const blocks = [...marked.matchAll(/```sh\n([\s\S]*?)```/g)].map((match) => match[1]);
  expect(blocks).toHaveLength(7);
  return blocks
    .join('\n')
    .replaceAll('127.0.0.1:8080', `127.0.0.1:${gatewayPort}`)
    .replaceAll('127.0.0.1:8081', `127.0.0.1:${simulatorPort}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Runs what `npm start` runs, on a new database. */
async function start(gatewayPort: number, simulatorPort: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hangil-readme-'));
  const child: ChildProcess = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: root,
    env: {
      ...process.env,
      PORT: String(gatewayPort),
      HANGIL_SIMULATOR_PORT: String(simulatorPort),
      HANGIL_API_KEY: apiKey,
      HANGIL_DATABASE_URL: `file:${join(folder, 'hangil.db')}`,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  stop = async () => {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
    rmSync(folder, { recursive: true, force: true });
  };
  if (child.stdout === null) throw new Error('no output');
  const lines = createInterface({ input: child.stdout });
  for await (const line of lines) if (line.includes('trial_balance')) break;
  child.stdout.resume();
}

async function get(gatewayPort: number, path: string): Promise<Record<string, unknown>> {
  const response = await fetch(`http://127.0.0.1:${gatewayPort}${path}`, {
    headers: { authorization: `Bearer ${apiKey}` },
  });
  return (await response.json()) as Record<string, unknown>;
}

describe('the walk-through', () => {
  for (const file of ['README.md', 'README.ko.md']) {
    it(`of ${file} works line by line`, async () => {
      const [gatewayPort, simulatorPort] = [await freePort(), await freePort()];
      await start(gatewayPort, simulatorPort);
      const script = walkThrough(file, gatewayPort, simulatorPort);
      const output = execFileSync('bash', ['-e', '-c', script], {
        env: { ...process.env, HANGIL_API_KEY: apiKey },
        encoding: 'utf8',
      });

      expect(output).toContain('"type":"browser_sdk"');
      expect(output).toContain('"status":"paid"');
      expect(output).toMatch(/"object":"refund"[^\n]*"status":"succeeded"/);
      expect(output).toContain('"object":"trial_balance"');
      expect(output).toMatch(/"object":"ledger_verification"[^\n]*"ok":true/);
      await expect
        .poll(() => get(gatewayPort, '/v1/payouts'), { timeout: 10_000 })
        .toMatchObject({ data: [{ status: 'succeeded' }] });
      expect(await get(gatewayPort, '/v1/payments')).toMatchObject({
        data: [{ status: 'partially_refunded', amount_refunded: 3000 }],
      });
      const { data } = (await get(gatewayPort, '/v1/ledger/trial_balance')) as {
        data: { account: string; balance: number }[];
      };
      expect(data).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ account: 'asset:pg:iamport:kcp-card', balance: 7_000 }),
          expect.objectContaining({ account: 'asset:prefund:ecommpay', balance: -20_000 }),
        ]),
      );
    });
  }
});
