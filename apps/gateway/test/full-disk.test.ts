import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Simulator, startSimulator } from '@hangil/simulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyInPayment } from './support/requests.ts';
import { openSmallDisk, type SmallDisk } from './support/small-disk.ts';
import { keys } from './support/test-gateway.ts';
import { twoShops } from './support/two-shops.ts';

let directory: string;
let data: string;
let simulator: Simulator;
let disk: SmallDisk;
let variables: Record<string, string>;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'hangil-disk-'));
  data = join(directory, 'data');
  mkdirSync(data);
  simulator = await startSimulator();
  writeFileSync(join(directory, 'hangil.yaml'), twoShops(simulator.url, keys));
  disk = await openSmallDisk(data, directory, 4_000);
  variables = {
    HANGIL_CONFIG: join(directory, 'hangil.yaml'),
    HANGIL_DATABASE_URL: `file:${join(data, 'hangil.db')}`,
  };
});
afterEach(async () => {
  await disk.close();
  await simulator.close();
  rmSync(directory, { recursive: true });
});

async function call(url: string, path: string, body?: object) {
  const answer = await fetch(`${url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${keys.test}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
  return { status: answer.status, body: (await answer.json()) as any };
}

const pay = (url: string) => call(url, '/v1/payments', keyInPayment());

describe('a disk that gets full', () => {
  it('refuses what it cannot keep, loses nothing it acknowledged, and goes on when there is room', async () => {
    const url = await disk.start(variables);
    const acknowledged: string[] = [];
    let status = 201;
    for (let tries = 0; status !== 503 && tries < 2_000; tries += 1) {
      const answer = await pay(url);
      status = answer.status;
      if (status === 201) acknowledged.push(answer.body.id);
      // 504: the claim fitted and the money had been asked for; what became of it is looked up.
      expect([201, 503, 504]).toContain(status);
    }
    expect(status).toBe(503);
    expect(acknowledged.length).toBeGreaterThan(5);
    expect((await call(url, `/v1/payments/${acknowledged.at(-1)}`)).body.status).toBe('paid');

    await disk.run(`mount -o remount,size=64m '${data}'`);
    const after = await pay(url);
    expect(after).toMatchObject({ status: 201, body: { status: 'paid' } });

    await disk.kill();
    const again = await disk.start(variables);
    for (const id of [...acknowledged, after.body.id])
      expect((await call(again, `/v1/payments/${id}`)).body).toMatchObject({ id, status: 'paid' });
    expect((await call(again, '/v1/ledger/verify')).body).toMatchObject({ ok: true });
    expect((await pay(again)).status).toBe(201);
  });

  it('or is full before the start, is said in one line, and nothing is half started', async () => {
    await disk.run(`cat /dev/zero >'${data}/filler' 2>/dev/null || true`);
    const { code, problems } = await disk.startInVain(variables);
    expect(code).toBe(1);
    expect(problems.trim().split('\n')).toEqual([expect.stringMatching(/is full.*: make room/)]);
    await disk.run(`rm '${data}/filler'`);
    expect((await pay(await disk.start(variables))).status).toBe(201);
  });
});

describe('a disk that is read-only', () => {
  it('before the start is said in one line', async () => {
    const url = await disk.start(variables);
    const paid = await pay(url);
    await disk.kill();
    await disk.run(`mount -o remount,ro '${data}'`);
    const { code, problems } = await disk.startInVain(variables);
    expect(code).toBe(1);
    expect(problems.trim().split('\n')).toEqual([expect.stringMatching(/(read-only|cannot be opened): let this user/)]);
    await disk.run(`mount -o remount,rw '${data}'`);
    const again = await disk.start(variables);
    expect((await call(again, `/v1/payments/${paid.body.id}`)).body.status).toBe('paid');
  });
});
