import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Simulator, startSimulator } from '@hangil/simulator';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { spawnGateway } from './support/gateway-process.ts';
import { keyInPayment } from './support/requests.ts';
import { keys } from './support/test-gateway.ts';
import { twoShops } from './support/two-shops.ts';

let directory: string;
let simulator: Simulator;
let variables: Record<string, string>;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'hangil-process-'));
  simulator = await startSimulator();
  writeFileSync(join(directory, 'hangil.yaml'), twoShops(simulator.url, keys));
  variables = {
    HANGIL_CONFIG: join(directory, 'hangil.yaml'),
    HANGIL_DATABASE_URL: `file:${join(directory, 'hangil.db')}`,
  };
});
afterEach(async () => {
  await simulator.close();
  rmSync(directory, { recursive: true });
});

const post = (url: string, body: object) =>
  fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${keys.test}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const pay = (url: string) => post(`${url}/v1/payments`, keyInPayment());

describe('the gateway as a process', () => {
  it('lets a running request end when it is told to stop, then ends in order', async () => {
    const gateway = spawnGateway(variables);
    const url = await gateway.listening;
    simulator.fakes.iamport.faults.inject('onetime', { kind: 'hold_after' });
    const answer = pay(url);
    await simulator.fakes.iamport.faults.whenHeld();
    gateway.signal('SIGTERM');
    gateway.signal('SIGTERM');
    await expect
      .poll(() =>
        fetch(`${url}/livez`).then(
          () => 'open',
          () => 'closed',
        ),
      )
      .toBe('closed');
    simulator.fakes.iamport.faults.releaseHeld();
    expect(await (await answer).json()).toMatchObject({ status: 'paid' });
    expect(await gateway.ended).toMatchObject({ code: 0, problems: '' });
  });

  it('lets a running job end when it is told to stop, and holds no job any more', async () => {
    const gateway = spawnGateway(variables);
    const url = await gateway.listening;
    simulator.registerNoticeUrl('iamport', `${url}/webhooks/iamport/iamport-main`);
    const order = keyInPayment({ method: { type: 'card' } });
    const opened = (await (await post(`${url}/v1/payments`, order)).json()) as { attempts: { reference: string }[] };
    simulator.fakes.iamport.faults.inject('find', { kind: 'hold_after' });
    await simulator.fakes.iamport.shopper(opened.attempts[0]?.reference ?? '', 'approve');
    await simulator.fakes.iamport.faults.whenHeld();
    gateway.signal('SIGTERM');
    await expect
      .poll(() =>
        fetch(`${url}/livez`).then(
          () => 'open',
          () => 'closed',
        ),
      )
      .toBe('closed');
    simulator.fakes.iamport.faults.releaseHeld();
    expect(await gateway.ended).toMatchObject({ code: 0, problems: '' });

    const database = new Sqlite(join(directory, 'hangil.db'), { readonly: true });
    expect(database.prepare('SELECT status FROM payment').pluck().all()).toEqual(['paid']);
    expect(database.prepare('SELECT count(*) FROM job WHERE claimable_at > due_at').pluck().get()).toBe(0);
    database.close();
  });

  it('says everything that is wrong with its configuration, and starts nothing', async () => {
    const gateway = spawnGateway({ ...variables, PORT: 'x', HANGIL_LOG_LEVEL: 'y' });
    const { code, output, problems } = await gateway.ended;
    expect(code).toBe(1);
    expect(output).toBe('');
    expect(problems).toContain('- PORT: must be a port number');
    expect(problems).toContain('- HANGIL_LOG_LEVEL: ');
    expect(problems).not.toContain('    at ');
  });

  it('refuses a database that another gateway uses, and an address that is taken, in one sentence', async () => {
    const first = spawnGateway(variables);
    const url = await first.listening;
    const second = await spawnGateway(variables).ended;
    expect(second).toMatchObject({ code: 1, output: '' });
    expect(second.problems.trim().split('\n')).toHaveLength(1);
    const third = await spawnGateway({
      ...variables,
      PORT: new URL(url).port,
      HANGIL_DATABASE_URL: `file:${join(directory, 'other.db')}`,
    }).ended;
    expect(third).toMatchObject({ code: 1, problems: expect.stringContaining('EADDRINUSE') });
    expect((await pay(url)).status).toBe(201);
    first.signal('SIGINT');
    expect((await first.ended).code).toBe(0);
  });
});
